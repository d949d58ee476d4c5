# One target carries the flags of every source in the project.
add_library(desksim_flags INTERFACE)
target_compile_options(desksim_flags INTERFACE
  -Wall -Wextra -Wpedantic -Wconversion -Wshadow -Wstrict-prototypes
  -Wmissing-prototypes -Wswitch-enum -Wvla -ffp-contract=off
  -fno-semantic-interposition) # the objects serve the shared library, too
target_compile_definitions(desksim_flags INTERFACE
  _POSIX_C_SOURCE=200809L _DEFAULT_SOURCE DS_VERSION="${PROJECT_VERSION}")
target_include_directories(desksim_flags INTERFACE ${CMAKE_SOURCE_DIR})
# The event loop is many short functions: let an optimised build put them together.
set(inline_more --param=max-inline-insns-auto=200 --param=large-function-growth=3000
    --param=inline-unit-growth=400)
target_compile_options(desksim_flags INTERFACE "$<$<CONFIG:Release>:${inline_more}>")
target_link_options(desksim_flags INTERFACE "$<$<CONFIG:Release>:${inline_more}>")
if(DESKSIM_WARNINGS_AS_ERRORS)
  target_compile_options(desksim_flags INTERFACE -Werror)
endif()
if(DESKSIM_VERIFY)
  target_compile_definitions(desksim_flags INTERFACE DS_VERIFY=1)
endif()
if(DESKSIM_SANITIZE)
  target_compile_options(desksim_flags INTERFACE -fsanitize=${DESKSIM_SANITIZE}
                         -fno-omit-frame-pointer -fno-sanitize-recover=all)
  target_link_options(desksim_flags INTERFACE -fsanitize=${DESKSIM_SANITIZE})
endif()

# A static library for one layer: desksim_layer(NAME SOURCES … LINKS …)
function(desksim_layer name)
  cmake_parse_arguments(LAYER "" "" "SOURCES;LINKS" ${ARGN})
  add_library(desksim_${name} STATIC ${LAYER_SOURCES})
  target_link_libraries(desksim_${name} PUBLIC desksim_flags ${LAYER_LINKS})
  set_target_properties(desksim_${name} PROPERTIES POSITION_INDEPENDENT_CODE ON)
  # The program is optimised as a whole when it is linked; the many tests are linked as they are.
  target_compile_options(desksim_${name} PRIVATE $<$<CONFIG:Release>:-ffat-lto-objects>)
endfunction()
