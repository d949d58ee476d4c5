/* For the tests of the command line: reads a JSON file strictly and prints the value under
 * the keys (an index for an array), or the number of entries of what is an array or object.
 *   json_value FILE KEY…
 */
#include <jansson.h>
#include <stdio.h>
#include <stdlib.h>

static const json_t *entry_of(const json_t *value, const char *key)
{
    if (json_is_array(value))
        return json_array_get(value, (size_t)strtoul(key, NULL, 10));
    return json_object_get(value, key);
}

static void print_value(const json_t *value)
{
    if (json_is_array(value))
        printf("%zu entries\n", json_array_size(value));
    else if (json_is_object(value))
        printf("%zu entries\n", json_object_size(value));
    else if (json_is_string(value))
        printf("%s\n", json_string_value(value));
    else if (json_dumpf(value, stdout, JSON_ENCODE_ANY | JSON_REAL_PRECISION(15)) == 0)
        printf("\n");
}

int main(int argc, char **argv)
{
    json_error_t err;
    if (argc < 2)
        return 2;
    json_t *root = json_load_file(argv[1], JSON_REJECT_DUPLICATES, &err);
    if (!root) {
        printf("not JSON: %d:%d: %s\n", err.line, err.column, err.text);
        return 1;
    }
    const json_t *value = root;
    for (int i = 2; i < argc && value; i++)
        value = entry_of(value, argv[i]);
    if (value)
        print_value(value);
    else
        printf("absent\n");
    json_decref(root);
    return value ? 0 : 1;
}
