#include "widgets/editors/command_page.h"
#include "widgets/editors/llm_page.h"
#include "widgets/editors/native_page.h"
#include "widgets/editors/phases_page.h"
#include "widgets/editors/pipeline_page.h"
#include "widgets/editors/soak_page.h"

namespace sweeplab {

const std::vector<workload_page_kind>& workload_page_kinds() {
    static const std::vector<workload_page_kind> kinds{
        {"llm", llm_page::tr("LLM requests"), llm_page::blank(), [](QWidget* parent) { return new llm_page(parent); }},
        {"command", command_page::tr("Command"), command_page::blank(),
         [](QWidget* parent) { return new command_page(parent); }},
        {"pipeline", pipeline_page::tr("Pipeline"), pipeline_page::blank(),
         [](QWidget* parent) { return new pipeline_page(parent); }},
        {"phases", phases_page::tr("Load in phases"), phases_page::blank(),
         [](QWidget* parent) { return new phases_page(parent); }},
        {"soak", soak_page::tr("Soak"), soak_page::blank(), [](QWidget* parent) { return new soak_page(parent); }},
        {"native", native_page::tr("This machine itself"), native_page::blank(),
         [](QWidget* parent) { return new native_page(parent); }},
    };
    return kinds;
}

}  // namespace sweeplab
