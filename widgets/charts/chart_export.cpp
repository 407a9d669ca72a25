#include "widgets/charts/chart_export.h"

#include "widgets/charts/scaling_view.h"

namespace sweeplab {
namespace {

picture picture_of(const scaling_content& content) {
    auto view = std::make_unique<scaling_view>();
    view->set_quantity(content.quantity);
    view->set_panel_layout(content.layout);
    view->set_controls_visible(false);
    view->set_curves(content.curves, content.words, content.outlooks);
    const auto whole_height = [shown = view.get()](int width) { return shown->whole_height(width); };
    return {std::move(view), whole_height, QString::fromStdString(content.words.headline),
            QString::fromStdString(content.words.detail)};
}

}  // namespace

result<void> export_scaling(picture_format format, const scaling_content& content, const QString& file,
                            const chart_export_options& options) {
    if (const auto fine = check_picture(options); !fine) return fine;
    return export_picture(format, picture_of(content), file, options);
}

result<void> export_png(const scaling_content& content, const QString& file, const chart_export_options& options) {
    return export_scaling(picture_format::png, content, file, options);
}

result<void> export_svg(const scaling_content& content, const QString& file, const chart_export_options& options) {
    return export_scaling(picture_format::svg, content, file, options);
}

result<void> export_pdf(const scaling_content& content, const QString& file, const chart_export_options& options) {
    return export_scaling(picture_format::pdf, content, file, options);
}

bool export_scaling_png(const std::vector<scaling_curve>& curves, const finding& words, const QString& file, QSize size,
                        double scale, theme_choice theme) {
    return export_png({curves, words, chart_quantity::time, panel_layout::by_machine}, file, {size, scale, theme})
        .has_value();
}

}  // namespace sweeplab
