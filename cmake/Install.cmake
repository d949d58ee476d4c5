# What `cmake --install` puts where: the program, the library with its headers and pkg-config
# file, the shipped scenarios, the sample history, the manual page.
add_library(desksim_shared SHARED
  $<TARGET_OBJECTS:desksim_sim> $<TARGET_OBJECTS:desksim_model>
  $<TARGET_OBJECTS:desksim_scenarios> $<TARGET_OBJECTS:desksim_analysis>)
set_target_properties(desksim_shared PROPERTIES
  OUTPUT_NAME desksim LINKER_LANGUAGE C VERSION ${PROJECT_VERSION}
  SOVERSION ${PROJECT_VERSION_MAJOR}
  LIBRARY_OUTPUT_DIRECTORY ${CMAKE_BINARY_DIR}/lib)
target_link_libraries(desksim_shared PRIVATE desksim_flags PkgConfig::GSL PkgConfig::FYAML
  PkgConfig::JANSSON ${CSV_LIBRARY} ZLIB::ZLIB Threads::Threads m)

file(RELATIVE_PATH up_to_prefix /${CMAKE_INSTALL_LIBDIR}/pkgconfig /)
configure_file(cmake/desksim.pc.in ${CMAKE_BINARY_DIR}/desksim.pc @ONLY)

install(TARGETS desksim desksim_shared
  RUNTIME DESTINATION ${CMAKE_INSTALL_BINDIR}
  LIBRARY DESTINATION ${CMAKE_INSTALL_LIBDIR})
foreach(layer sim model scenarios analysis)
  install(DIRECTORY ${CMAKE_SOURCE_DIR}/${layer}
    DESTINATION ${CMAKE_INSTALL_INCLUDEDIR}/desksim
    FILES_MATCHING PATTERN "*.h" PATTERN "library" EXCLUDE PATTERN "data" EXCLUDE)
endforeach()
install(FILES ${CMAKE_BINARY_DIR}/desksim.pc DESTINATION ${CMAKE_INSTALL_LIBDIR}/pkgconfig)
install(DIRECTORY ${CMAKE_SOURCE_DIR}/scenarios/library/
  DESTINATION ${CMAKE_INSTALL_DATADIR}/desksim/scenarios)
install(DIRECTORY ${CMAKE_SOURCE_DIR}/scenarios/data/
  DESTINATION ${CMAKE_INSTALL_DATADIR}/desksim/data)
install(FILES ${CMAKE_SOURCE_DIR}/docs/man/desksim.1
              ${CMAKE_SOURCE_DIR}/docs/man/desksim-report.1
  DESTINATION ${CMAKE_INSTALL_MANDIR}/man1)
