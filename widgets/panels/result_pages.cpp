#include "widgets/panels/latency_page.h"
#include "widgets/panels/losses_page.h"
#include "widgets/panels/result_page.h"
#include "widgets/panels/scaling_page.h"
#include "widgets/panels/timeline_page.h"

namespace sweeplab {

std::vector<result_page*> make_result_pages(QWidget* parent) {
    return {new scaling_page(parent), new losses_page(parent), new timeline_page(parent), new latency_page(parent)};
}

}  // namespace sweeplab
