#include "widgets/charts/chart_export.h"

#include <QBuffer>
#include <QCoreApplication>
#include <QImage>
#include <QPainter>
#include <QPdfWriter>
#include <QRegularExpression>
#include <QSaveFile>
#include <QSvgGenerator>
#include <cmath>
#include <memory>

#include "widgets/charts/scaling_view.h"
#include "widgets/theme/palettes.h"

namespace sweeplab {
namespace {

constexpr int dots_per_inch = 96;  // at which a logical pixel is one unit of an SVG or PDF
constexpr int least_width = 320, most_side = 16'384;

result<void> check(const chart_export_options& options) {
    if (options.size.width() < least_width || options.size.height() < 1) {
        return fail(error_kind::bad_input, "a picture must be at least 320 pixels wide");
    }
    if (!(options.scale >= 0.5 && options.scale <= 8))
        return fail(error_kind::bad_input, "the scale must be between 0.5 and 8");
    if (std::max(options.size.width(), options.size.height()) * options.scale > most_side) {
        return fail(error_kind::bad_input, "a picture can have at most 16384 pixels a side", {},
                    "Choose a smaller size or scale");
    }
    return {};
}

// A copy of the view as it is to be printed: laid out, never seen.
std::unique_ptr<scaling_view> lay_out_copy(const scaling_content& content, const chart_export_options& options) {
    auto copy = std::make_unique<scaling_view>();
    if (options.theme != theme_choice::system) {
        copy->setPalette(options.theme == theme_choice::dark ? dark_palette() : light_palette());
    }
    copy->set_quantity(content.quantity);
    copy->set_panel_layout(content.layout);
    copy->set_controls_visible(false);
    copy->set_curves(content.curves, content.words);
    copy->setAttribute(Qt::WA_DontShowOnScreen);
    copy->resize(options.size.width(), std::max(options.size.height(), copy->whole_height(options.size.width())));
    copy->show();
    QCoreApplication::sendPostedEvents();  // what layouts and charts still have to do
    return copy;
}

void paint(QPainter& painter, scaling_view& copy) {
    painter.setRenderHints(QPainter::Antialiasing | QPainter::TextAntialiasing);
    painter.fillRect(copy.rect(), copy.palette().color(QPalette::Window));
    copy.render(&painter, QPoint(), QRegion(), QWidget::DrawChildren);
}

// Qt writes the size in rounded millimetres, which leaves a seam at the edge; logical pixels are exact.
QByteArray with_pixel_size(const QByteArray& svg, QSize size) {
    static const QRegularExpression in_millimetres(QStringLiteral("<svg width=\"[^\"]*\" height=\"[^\"]*\""));
    return QString::fromUtf8(svg)
        .replace(in_millimetres, QStringLiteral("<svg width=\"%1\" height=\"%2\"").arg(size.width()).arg(size.height()))
        .toUtf8();
}

result<void> save(const QString& file, const QByteArray& bytes) {
    QSaveFile out(file);
    const auto failed = [&] {
        return fail(error_kind::io, "cannot write the picture: " + out.errorString().toStdString(), file.toStdString());
    };
    if (!out.open(QIODevice::WriteOnly)) return failed();
    if (out.write(bytes) != bytes.size() || !out.commit()) return failed();
    return {};
}

}  // namespace

result<void> export_png(const scaling_content& content, const QString& file, const chart_export_options& options) {
    if (const auto fine = check(options); !fine) return fine;
    const auto copy = lay_out_copy(content, options);
    QImage image((QSizeF(copy->size()) * options.scale).toSize(), QImage::Format_ARGB32_Premultiplied);
    image.setDevicePixelRatio(options.scale);
    QPainter painter(&image);
    paint(painter, *copy);
    painter.end();
    // Only now: before, it would change the size that fonts are painted in.
    image.setDotsPerMeterX(qRound(dots_per_inch * options.scale / 0.0254));
    image.setDotsPerMeterY(qRound(dots_per_inch * options.scale / 0.0254));
    QByteArray bytes;
    QBuffer buffer(&bytes);
    buffer.open(QIODevice::WriteOnly);
    if (!image.save(&buffer, "PNG")) return fail(error_kind::internal, "the picture could not be encoded as PNG");
    return save(file, bytes);
}

result<void> export_svg(const scaling_content& content, const QString& file, const chart_export_options& options) {
    if (const auto fine = check(options); !fine) return fine;
    const auto copy = lay_out_copy(content, options);
    QByteArray bytes;
    QBuffer buffer(&bytes);
    QSvgGenerator svg;
    svg.setOutputDevice(&buffer);
    svg.setResolution(dots_per_inch);
    svg.setSize(copy->size());
    svg.setViewBox(copy->rect());
    svg.setTitle(QString::fromStdString(content.words.headline));
    svg.setDescription(QString::fromStdString(content.words.detail));
    QPainter painter(&svg);
    paint(painter, *copy);
    painter.end();
    return save(file, with_pixel_size(bytes, copy->size()));
}

result<void> export_pdf(const scaling_content& content, const QString& file, const chart_export_options& options) {
    if (const auto fine = check(options); !fine) return fine;
    const auto copy = lay_out_copy(content, options);
    QByteArray bytes;
    QBuffer buffer(&bytes);
    buffer.open(QIODevice::WriteOnly);
    QPdfWriter pdf(&buffer);
    pdf.setResolution(dots_per_inch);
    pdf.setPageSize(QPageSize(QSizeF(copy->size()) * 72.0 / dots_per_inch, QPageSize::Point, {}, QPageSize::ExactMatch));
    pdf.setPageMargins(QMarginsF());
    pdf.setTitle(QString::fromStdString(content.words.headline));
    pdf.setCreator(QStringLiteral("Sweeplab"));
    QPainter painter(&pdf);
    paint(painter, *copy);
    painter.end();
    return save(file, bytes);
}

bool export_scaling_png(const std::vector<scaling_curve>& curves, const finding& words, const QString& file, QSize size,
                        double scale, theme_choice theme) {
    return export_png({curves, words, chart_quantity::time, panel_layout::by_machine}, file, {size, scale, theme})
        .has_value();
}

}  // namespace sweeplab
