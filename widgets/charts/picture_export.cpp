#include "widgets/charts/picture_export.h"

#include <QBuffer>
#include <QCoreApplication>
#include <QImage>
#include <QPainter>
#include <QPdfWriter>
#include <QRegularExpression>
#include <QSaveFile>
#include <QSvgGenerator>
#include <cmath>

#include "widgets/theme/palettes.h"

namespace sweeplab {
namespace {

constexpr int dots_per_inch = 96;  // at which a logical pixel is one unit of an SVG or PDF
constexpr int least_width = 320, most_side = 16'384;
constexpr int most_rounds = 8;  // texts that wrap anew at each width settle within a few

void lay_out(const picture& wanted, const chart_export_options& options) {
    QWidget& view = *wanted.view;
    if (options.theme != theme_choice::system) {
        view.setPalette(options.theme == theme_choice::dark ? dark_palette() : light_palette());
    }
    view.setAttribute(Qt::WA_DontShowOnScreen);
    const auto fit = [&](int width) {
        view.resize(width, std::max(options.size.height(), wanted.whole_height(width)));
        view.show();
        QCoreApplication::sendPostedEvents();  // what layouts and charts still have to do
    };
    // How high a table is shows only once its texts have wrapped at their final width.
    QSize before;
    fit(options.size.width());
    for (int i = 0; i < most_rounds && view.size() != before; ++i) {
        before = view.size();
        fit(std::max(options.size.width(), wanted.whole_width ? wanted.whole_width() : 0));
    }
}

result<void> check_laid_out(QSize size, double scale) {
    if (std::max(size.width(), size.height()) * scale <= most_side) return {};
    return fail(error_kind::bad_input,
                "with everything on it the picture would have " + std::to_string(std::lround(size.width() * scale)) + " × " +
                    std::to_string(std::lround(size.height() * scale)) + " pixels, and it can have at most 16384 a side",
                {}, "Choose a smaller scale or another format, or show less");
}

void paint(QPainter& painter, QWidget& copy) {
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

result<QByteArray> as_png(const picture& wanted, double scale) {
    QImage image((QSizeF(wanted.view->size()) * scale).toSize(), QImage::Format_ARGB32_Premultiplied);
    image.setDevicePixelRatio(scale);
    QPainter painter(&image);
    paint(painter, *wanted.view);
    painter.end();
    // Only now: before, it would change the size that fonts are painted in.
    image.setDotsPerMeterX(qRound(dots_per_inch * scale / 0.0254));
    image.setDotsPerMeterY(qRound(dots_per_inch * scale / 0.0254));
    QByteArray bytes;
    QBuffer buffer(&bytes);
    buffer.open(QIODevice::WriteOnly);
    if (!image.save(&buffer, "PNG")) return fail(error_kind::internal, "the picture could not be encoded as PNG");
    return bytes;
}

QByteArray as_svg(const picture& wanted) {
    QByteArray bytes;
    QBuffer buffer(&bytes);
    QSvgGenerator svg;
    svg.setOutputDevice(&buffer);
    svg.setResolution(dots_per_inch);
    svg.setSize(wanted.view->size());
    svg.setViewBox(wanted.view->rect());
    svg.setTitle(wanted.title);
    svg.setDescription(wanted.description);
    QPainter painter(&svg);
    paint(painter, *wanted.view);
    painter.end();
    return with_pixel_size(bytes, wanted.view->size());
}

QByteArray as_pdf(const picture& wanted) {
    QByteArray bytes;
    QBuffer buffer(&bytes);
    buffer.open(QIODevice::WriteOnly);
    QPdfWriter pdf(&buffer);
    pdf.setResolution(dots_per_inch);
    const QSizeF size = QSizeF(wanted.view->size()) * 72.0 / dots_per_inch;
    pdf.setPageSize(QPageSize(size, QPageSize::Point, {}, QPageSize::ExactMatch));
    pdf.setPageMargins(QMarginsF());
    pdf.setTitle(wanted.title);
    pdf.setCreator(QStringLiteral("Sweeplab"));
    QPainter painter(&pdf);
    paint(painter, *wanted.view);
    painter.end();
    return bytes;
}

}  // namespace

result<void> check_picture(const chart_export_options& options) {
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

QSize laid_out_size(const picture& wanted, const chart_export_options& options) {
    lay_out(wanted, options);
    return wanted.view->size();
}

result<void> export_picture(picture_format format, const picture& wanted, const QString& file,
                            const chart_export_options& options) {
    if (const auto fine = check_picture(options); !fine) return fine;
    lay_out(wanted, options);
    if (const auto fine = check_laid_out(wanted.view->size(), format == picture_format::png ? options.scale : 1); !fine)
        return fine;
    switch (format) {
        case picture_format::svg: return save(file, as_svg(wanted));
        case picture_format::pdf: return save(file, as_pdf(wanted));
        case picture_format::png: break;
    }
    const auto bytes = as_png(wanted, options.scale);
    return bytes ? save(file, *bytes) : tl::make_unexpected(bytes.error());
}

}  // namespace sweeplab
