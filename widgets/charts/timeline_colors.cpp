#include "widgets/charts/timeline_colors.h"

#include "widgets/charts/loss_colors.h"
#include "widgets/theme/palettes.h"

namespace sweeplab {

span_looks span_looks_for(const chart_colors& colors) {
    const auto part = [&](loss_part which) { return loss_color(which, colors); };
    const QColor retries = part(loss_part::retries);
    span_looks looks;
    const auto set = [&](span_kind kind, const QColor& fill, span_pattern pattern = span_pattern::solid, QColor line = {}) {
        looks[static_cast<std::size_t>(kind)] = {fill, line.isValid() ? line : mix(colors.text, fill, 0.35), pattern};
    };
    set(span_kind::succeeded, part(loss_part::baseline));
    set(span_kind::failed, mix(colors.text, retries, 0.12));
    set(span_kind::cancelled, mix(retries, colors.surface, 0.18), span_pattern::hollow, retries);
    set(span_kind::back_off, mix(retries, colors.surface, 0.25), span_pattern::stripes, mix(retries, colors.surface, 0.75));
    set(span_kind::rate_limit, part(loss_part::rate_limit));
    set(span_kind::dependency, part(loss_part::dependency));
    set(span_kind::overhead, part(loss_part::overhead));
    set(span_kind::idle, part(loss_part::idle));
    return looks;
}

}  // namespace sweeplab
