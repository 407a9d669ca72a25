// Where the steps of a pipeline are drawn: in layers, each step one layer behind the last of those that it waits for
// (Sugiyama, Tagawa and Toda 1981). Pure; any thread.
#pragma once

#include <vector>

#include "widgets/editors/step_links.h"

namespace sweeplab {

struct step_layout {
    struct place {
        int layer = 0;
        double row = 0;  // of its middle; rows are 1 apart
    };
    struct line {
        step_link link;
        std::vector<place> bends;  // one in each layer that it passes
        bool circular = false;     // it would lead back: the steps wait for each other in a circle
    };
    std::vector<place> steps;
    std::vector<line> lines;  // one for each link, in their order
    int layers = 0;
    double rows = 0;  // high as a whole
};

step_layout lay_out_steps(int steps, const std::vector<step_link>& links);

}  // namespace sweeplab
