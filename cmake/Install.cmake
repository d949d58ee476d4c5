# What `cmake --install` puts where: the program; the library with its header and pkg-config
# file; the shipped scenarios, the sample history, the manual
# pages, the schemas for editors, the completion for bash.
add_library(desksim_shared SHARED $<TARGET_OBJECTS:desksim_api>)
# While the major number is 0, a minor one may change what is declared in the header.
set_target_properties(desksim_shared PROPERTIES
  OUTPUT_NAME desksim LINKER_LANGUAGE C VERSION ${PROJECT_VERSION}
  SOVERSION ${PROJECT_VERSION_MAJOR}.${PROJECT_VERSION_MINOR}
  LIBRARY_OUTPUT_DIRECTORY ${CMAKE_BINARY_DIR}/lib
  LINK_DEPENDS ${CMAKE_SOURCE_DIR}/cmake/desksim.map)
target_link_options(desksim_shared PRIVATE
  -Wl,--version-script=${CMAKE_SOURCE_DIR}/cmake/desksim.map -Wl,--no-undefined)
target_link_libraries(desksim_shared PRIVATE desksim_analysis)

file(RELATIVE_PATH up_to_prefix /${CMAKE_INSTALL_LIBDIR}/pkgconfig /)
configure_file(cmake/desksim.pc.in ${CMAKE_BINARY_DIR}/desksim.pc @ONLY)

install(TARGETS desksim desksim_shared
  RUNTIME DESTINATION ${CMAKE_INSTALL_BINDIR}
  LIBRARY DESTINATION ${CMAKE_INSTALL_LIBDIR})
install(FILES ${CMAKE_SOURCE_DIR}/api/desksim.h
  DESTINATION ${CMAKE_INSTALL_INCLUDEDIR}/desksim)
install(FILES ${CMAKE_BINARY_DIR}/desksim.pc DESTINATION ${CMAKE_INSTALL_LIBDIR}/pkgconfig)
install(DIRECTORY ${CMAKE_SOURCE_DIR}/scenarios/library/
  DESTINATION ${CMAKE_INSTALL_DATADIR}/desksim/scenarios)
install(DIRECTORY ${CMAKE_SOURCE_DIR}/scenarios/dialects/
  DESTINATION ${CMAKE_INSTALL_DATADIR}/desksim/dialects)
install(DIRECTORY ${CMAKE_SOURCE_DIR}/scenarios/data/
  DESTINATION ${CMAKE_INSTALL_DATADIR}/desksim/data)
install(FILES ${CMAKE_SOURCE_DIR}/docs/scenario.schema.json
              ${CMAKE_SOURCE_DIR}/docs/results.schema.json
  DESTINATION ${CMAKE_INSTALL_DATADIR}/desksim/schemas)
install(DIRECTORY ${CMAKE_SOURCE_DIR}/docs/man/
  DESTINATION ${CMAKE_INSTALL_MANDIR}/man1 FILES_MATCHING PATTERN "*.1")
install(FILES ${CMAKE_SOURCE_DIR}/share/desksim.bash RENAME desksim
  DESTINATION ${CMAKE_INSTALL_DATADIR}/bash-completion/completions)
