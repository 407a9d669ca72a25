# The sanitizer presets compile many sources as one (CMAKE_UNITY_BUILD), which takes a third of the time. Sources with
# names of their own that another of the folder has as well are kept apart from that: APART, without the .cpp.
function(keep_apart)
  foreach(source IN LISTS ARGN)
    set_source_files_properties("${CMAKE_CURRENT_SOURCE_DIR}/${source}.cpp" PROPERTIES SKIP_UNITY_BUILD_INCLUSION ON)
  endforeach()
endfunction()

# sweeplab_module(NAME DEPENDS ... [APART ...]): a library from all sources of the calling folder; static in a release, shared while
# developing (BUILD_SHARED_LIBS), where each of a hundred test programs would otherwise carry a copy of the whole.
# A folder of the tree is a module; a new source file in it needs no line here.
function(sweeplab_module name)
  cmake_parse_arguments(arg "" "" "DEPENDS;APART" ${ARGN})
  keep_apart(${arg_APART})
  file(GLOB sources CONFIGURE_DEPENDS "${CMAKE_CURRENT_SOURCE_DIR}/*.cpp")
  file(GLOB headers CONFIGURE_DEPENDS "${CMAKE_CURRENT_SOURCE_DIR}/*.h")
  if(NOT CMAKE_SYSTEM_NAME STREQUAL "Linux")
    list(FILTER sources EXCLUDE REGEX "_linux\\.cpp$")
  endif()
  if(sources)
    add_library(${name} ${sources} ${headers})
    target_link_libraries(${name} PUBLIC sweeplab_settings ${arg_DEPENDS})
  else()
    add_library(${name} INTERFACE)
    target_link_libraries(${name} INTERFACE sweeplab_settings ${arg_DEPENDS})
  endif()
endfunction()

# sweeplab_engine_tests(MODULE [LABEL app] [THREADS] DEPENDS ... [APART ...]): one doctest program from all test_*.cpp of the calling
# folder. Those labelled engine, as all are without LABEL, make up the target engine_tests, which is built under
# AddressSanitizer. Those with THREADS, whose module has threads of its own, also make up engine_thread_tests: under
# ThreadSanitizer the others, pure functions, could show nothing.
function(sweeplab_engine_tests name)
  cmake_parse_arguments(arg "THREADS" "LABEL" "DEPENDS;APART" ${ARGN})
  keep_apart(${arg_APART})
  file(GLOB sources CONFIGURE_DEPENDS "${CMAKE_CURRENT_SOURCE_DIR}/*.cpp")
  if(NOT sources)
    return()
  endif()
  if(NOT arg_LABEL)
    set(arg_LABEL engine)
  endif()
  set(main "${CMAKE_SOURCE_DIR}/tests/support/doctest_main.cpp")
  set_source_files_properties("${main}" PROPERTIES SKIP_UNITY_BUILD_INCLUSION ON)  # doctest is compiled in it
  add_executable(${name} ${sources} "${main}")
  target_link_libraries(${name} PRIVATE sweeplab_settings sweeplab_test_support ${arg_DEPENDS})
  set_target_properties(${name} PROPERTIES RUNTIME_OUTPUT_DIRECTORY "${CMAKE_BINARY_DIR}/tests")
  if(arg_LABEL STREQUAL "engine")
    add_dependencies(engine_tests ${name})
  endif()
  if(arg_THREADS)
    add_dependencies(engine_thread_tests ${name})
    list(APPEND arg_LABEL threads)
  endif()
  add_test(NAME ${name} COMMAND ${name})
  set_tests_properties(${name} PROPERTIES LABELS "${arg_LABEL}" TIMEOUT 300)
endfunction()
