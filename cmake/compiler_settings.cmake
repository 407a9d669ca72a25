# What every target of the project is compiled with.
set(CMAKE_CXX_STANDARD 20)
set(CMAKE_CXX_STANDARD_REQUIRED ON)
set(CMAKE_CXX_EXTENSIONS OFF)
set(CMAKE_EXPORT_COMPILE_COMMANDS ON)
set(CMAKE_POSITION_INDEPENDENT_CODE ON)
set(CMAKE_RUNTIME_OUTPUT_DIRECTORY "${CMAKE_BINARY_DIR}/bin")

if(NOT CMAKE_BUILD_TYPE AND NOT CMAKE_CONFIGURATION_TYPES)
  set(CMAKE_BUILD_TYPE Release CACHE STRING "Build type" FORCE)
endif()

# A program is linked anew only when something it includes has changed, not whenever a shared library has.
set(CMAKE_LINK_DEPENDS_NO_SHARED ON)

find_program(SWEEPLAB_CCACHE ccache)
if(SWEEPLAB_CCACHE AND NOT CMAKE_CXX_COMPILER_LAUNCHER)
  set(CMAKE_CXX_COMPILER_LAUNCHER "${SWEEPLAB_CCACHE}")
endif()

# GNU ld takes seconds for a test program with Boost in it; mold takes a tenth of that.
find_program(SWEEPLAB_MOLD mold)
if(SWEEPLAB_MOLD)
  add_link_options(-fuse-ld=mold)
endif()

add_library(sweeplab_settings INTERFACE)
target_include_directories(sweeplab_settings INTERFACE "${CMAKE_SOURCE_DIR}")
target_compile_options(sweeplab_settings INTERFACE -Wall -Wextra -Wpedantic -Wshadow -Wnon-virtual-dtor
                                                   -Woverloaded-virtual -Wconversion -Wno-sign-conversion)
if(SWEEPLAB_WARNINGS_AS_ERRORS)
  target_compile_options(sweeplab_settings INTERFACE -Werror)
endif()
target_compile_definitions(sweeplab_settings INTERFACE SWEEPLAB_VERSION="${PROJECT_VERSION}")

if(SWEEPLAB_SANITIZE)
  add_compile_options(-fsanitize=${SWEEPLAB_SANITIZE} -fno-omit-frame-pointer)
  add_link_options(-fsanitize=${SWEEPLAB_SANITIZE})
  if(SWEEPLAB_SANITIZE MATCHES "undefined")
    add_compile_options(-fno-sanitize-recover=undefined)
  endif()
endif()
