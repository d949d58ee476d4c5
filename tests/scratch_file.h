/* Files that a test makes for itself and removes again. */
#ifndef DS_TESTS_SCRATCH_FILE_H
#define DS_TESTS_SCRATCH_FILE_H

#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>
#include <zlib.h>

typedef struct scratch_file {
    char path[64];
} scratch_file;

static inline scratch_file scratch_new(void)
{
    scratch_file scratch = {"/tmp/desksim-test-XXXXXX"};
    int descriptor = mkstemp(scratch.path);
    assert_true(descriptor >= 0);
    (void)close(descriptor);
    return scratch;
}

static inline scratch_file scratch_of(const void *bytes, size_t count)
{
    scratch_file scratch = scratch_new();
    FILE *file = fopen(scratch.path, "wb");
    assert_non_null(file);
    assert_int_equal(fwrite(bytes, 1, count, file), count);
    assert_int_equal(fclose(file), 0);
    return scratch;
}

static inline scratch_file scratch_gzip_of(const void *bytes, size_t count)
{
    scratch_file scratch = scratch_new();
    gzFile file = gzopen(scratch.path, "wb");
    assert_non_null(file);
    assert_int_equal(gzwrite(file, bytes, (unsigned)count), count);
    assert_int_equal(gzclose(file), Z_OK);
    return scratch;
}

/* The whole file; the caller frees it. */
static inline char *scratch_read(const char *path, size_t *count_out)
{
    FILE *file = fopen(path, "rb");
    assert_non_null(file);
    assert_int_equal(fseek(file, 0, SEEK_END), 0);
    size_t count = (size_t)ftell(file);
    rewind(file);
    char *bytes = malloc(count + 1);
    assert_non_null(bytes);
    assert_int_equal(fread(bytes, 1, count, file), count);
    bytes[count] = '\0';
    (void)fclose(file);
    *count_out = count;
    return bytes;
}

static inline void scratch_remove(const scratch_file *scratch)
{
    assert_int_equal(unlink(scratch->path), 0);
}

#endif
