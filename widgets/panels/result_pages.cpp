#include "widgets/panels/advice_page.h"
#include "widgets/panels/compare_page.h"
#include "widgets/panels/figures_page.h"
#include "widgets/panels/latency_page.h"
#include "widgets/panels/losses_page.h"
#include "widgets/panels/report_page.h"
#include "widgets/panels/result_page.h"
#include "widgets/panels/scaling_page.h"
#include "widgets/panels/targets_page.h"
#include "widgets/panels/timeline_page.h"

namespace sweeplab {
namespace {

template <class Page>
result_page* make(QWidget* parent) {
    return new Page(parent);
}

}  // namespace

std::vector<result_page_kind> result_page_kinds() {
    return {{scaling_page::tr("Scaling"), make<scaling_page>}, {advice_page::tr("Advice"), make<advice_page>},
            {losses_page::tr("Losses"), make<losses_page>},    {timeline_page::tr("Timeline"), make<timeline_page>},
            {latency_page::tr("Latency"), make<latency_page>}, {figures_page::tr("Figures"), make<figures_page>},
            {compare_page::tr("Compare"), make<compare_page>}, {targets_page::tr("Targets"), make<targets_page>},
            {report_page::tr("Report"), make<report_page>}};
}

}  // namespace sweeplab
