// A thousand streams take a thousand descriptors on each side; desktops start programs with 1,024.
#pragma once

namespace sweeplab::simulator {

// Raises this process's own limit of open descriptors to at least `wanted`, as far as the system allows
// without privileges. Never lowers it. Any thread; children inherit it.
void allow_descriptors(unsigned wanted);

}  // namespace sweeplab::simulator
