#include "packaging/bench/measures.h"

namespace sweeplab::bench {

const std::map<std::string, measurement, std::less<>>& measurements() {
    static const std::map<std::string, measurement, std::less<>> all{{"requests", measure_requests},
                                                                     {"whole_requests", measure_whole_requests},
                                                                     {"open_loop", measure_open_loop},
                                                                     {"streams", measure_streams},
                                                                     {"flood", measure_flood},
                                                                     {"commands", measure_commands},
                                                                     {"sleep", measure_sleep},
                                                                     {"bare_sleep", measure_bare_sleep},
                                                                     {"spans", measure_spans},
                                                                     {"library", measure_library},
                                                                     {"transitions", measure_transitions},
                                                                     {"analysis", measure_analysis},
                                                                     {"replay", measure_replay},
                                                                     {"law_fit", measure_law_fit},
                                                                     {"pipeline", measure_pipeline},
                                                                     {"memory", measure_memory},
                                                                     {"bare_requests", measure_bare_requests},
                                                                     {"bare_streams", measure_bare_streams}};
    return all;
}

}  // namespace sweeplab::bench
