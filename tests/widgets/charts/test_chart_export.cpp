// Files and text of a chart.
#include <QFile>
#include <QImageReader>
#include <QSvgRenderer>
#include <QTemporaryDir>

#include "tests/widgets/charts/example_curves.h"
#include "tests/widgets/support/widget_test_main.h"
#include "widgets/charts/chart_export.h"
#include "widgets/charts/scaling_view.h"
#include "widgets/theme/palettes.h"

using namespace sweeplab;

namespace {

scaling_content content_of(std::vector<scaling_curve> curves, chart_quantity quantity = chart_quantity::time) {
    return {std::move(curves),
            {"4 workers: 2.9× at 73 %", "One repeat each.", {"Results differ."}},
            quantity,
            panel_layout::by_machine};
}

QByteArray bytes_of(const QString& file) {
    QFile opened(file);
    return opened.open(QIODevice::ReadOnly) ? opened.readAll() : QByteArray();
}

// Some pixel of the series' colour, so that the curve itself is in the picture.
bool contains(const QImage& image, const QColor& color) {
    for (int y = 0; y < image.height(); ++y) {
        for (int x = 0; x < image.width(); ++x) {
            if (image.pixelColor(x, y) == color) return true;
        }
    }
    return false;
}

QStringList column(const QString& csv, const QString& name) {
    QStringList cells;
    const QStringList lines = csv.split(QLatin1Char('\n'), Qt::SkipEmptyParts);
    const auto index = lines[0].split(QLatin1Char(',')).indexOf(name);
    for (qsizetype i = 1; i < lines.size(); ++i) cells << lines[i].split(QLatin1Char(',')).value(index);
    return cells;
}

}  // namespace

class test_chart_export : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init() {
        QTest::failOnWarning(QRegularExpression(QStringLiteral("^(?!This plugin does not support).*")));
        QApplication::setPalette(light_palette());
    }

    void a_png_has_the_size_scale_and_theme_asked_for() {
        const QString file = folder_.filePath(QStringLiteral("chart.png"));
        QVERIFY(export_png(content_of({examples::published()}), file, {{900, 600}, 2, theme_choice::dark}));
        const QImage image(file);
        QCOMPARE(image.size(), QSize(1800, 1200));
        QCOMPARE(image.pixelColor(2, 2), dark_palette().color(QPalette::Window));
        QCOMPARE(qRound(image.dotsPerMeterX() * 0.0254), 192);
        QVERIFY(contains(image, QColor(0x56b4e9)));
        QVERIFY(export_png(content_of({examples::published()}), file, {{900, 600}, 1, theme_choice::system}));
        QCOMPARE(QImage(file).size(), QSize(900, 600));
        QCOMPARE(QImage(file).pixelColor(2, 2), light_palette().color(QPalette::Window));
        QVERIFY(contains(QImage(file), QColor(0x0072b2)));
    }

    void scale_changes_sharpness_not_layout() {
        const QString one = folder_.filePath(QStringLiteral("one.png")), two = folder_.filePath(QStringLiteral("two.png"));
        QVERIFY(export_png(content_of({examples::published()}), one, {{900, 600}, 1, theme_choice::light}));
        QVERIFY(export_png(content_of({examples::published()}), two, {{900, 600}, 2, theme_choice::light}));
        const QImage small = QImage(two).scaled(900, 600, Qt::IgnoreAspectRatio, Qt::SmoothTransformation);
        qint64 difference = 0;
        const QImage plain = QImage(one).convertToFormat(QImage::Format_Grayscale8);
        const QImage scaled = small.convertToFormat(QImage::Format_Grayscale8);
        for (int y = 0; y < plain.height(); ++y) {
            for (int x = 0; x < plain.width(); ++x) {
                difference += std::abs(plain.constScanLine(y)[x] - scaled.constScanLine(y)[x]);
            }
        }
        QVERIFY2(static_cast<double>(difference) / (900.0 * 600) < 3, "the two pictures are laid out differently");
    }

    void many_machines_make_a_higher_picture_not_smaller_panels() {
        std::vector<scaling_curve> curves;
        for (int i = 0; i < 8; ++i) curves.push_back(examples::repeated(i + 1, "machine " + std::to_string(i), 100));
        const QString file = folder_.filePath(QStringLiteral("many.png"));
        QVERIFY(export_png(content_of(curves), file, {{700, 400}, 1, theme_choice::light}));
        QCOMPARE(QImage(file).width(), 700);
        QVERIFY(QImage(file).height() > 4 * 250);
    }

    void an_svg_holds_text_and_shapes() {
        const QString file = folder_.filePath(QStringLiteral("chart.svg"));
        QVERIFY(export_svg(content_of({examples::published()}), file, {{900, 600}, 1, theme_choice::light}));
        const QByteArray svg = bytes_of(file);
        QVERIFY(svg.contains("<svg width=\"900\" height=\"600\""));
        QVERIFY(svg.contains("4 workers: 2.9"));
        QVERIFY(svg.contains("Published"));
        QVERIFY(svg.contains("#0072b2"));
        QVERIFY(!svg.contains("<image"));  // shapes, not a picture of them
        QVERIFY(QSvgRenderer(svg).isValid());
    }

    void a_pdf_is_one_page_of_the_chart() {
        const QString file = folder_.filePath(QStringLiteral("chart.pdf"));
        QVERIFY(export_pdf(content_of({examples::published()}), file, {{960, 600}, 1, theme_choice::light}));
        const QByteArray pdf = bytes_of(file);
        QVERIFY(pdf.startsWith("%PDF-"));
        QVERIFY(pdf.contains("/MediaBox [0 0 720"));  // 960 logical pixels are 720 points
        QVERIFY(pdf.contains("/Count 1"));
    }

    void the_view_itself_is_left_alone() {
        scaling_view view;
        view.resize(1000, 700);
        view.set_curves({examples::published()}, {"h", "d", {}});
        view.show();
        QVERIFY(QTest::qWaitForWindowExposed(&view));
        QCoreApplication::processEvents();  // heights that follow from widths settle a turn later
        const QImage before = view.grab().toImage();
        QVERIFY(export_png(view.content(), folder_.filePath(QStringLiteral("v.png")), {{640, 480}, 1, theme_choice::dark}));
        QCOMPARE(view.grab().toImage(), before);
    }

    void what_cannot_be_done_is_said() {
        const auto content = content_of({examples::published()});
        const auto missing = export_png(content, folder_.filePath(QStringLiteral("no/such/folder/a.png")), {});
        QVERIFY(!missing);
        QVERIFY(missing.error().kind == error_kind::io);
        QVERIFY(!missing.error().where.empty());
        for (const double scale : {0.0, -1.0, 9.0, qQNaN()}) {
            QVERIFY(
                !export_png(content, folder_.filePath(QStringLiteral("a.png")), {{900, 600}, scale, theme_choice::light}));
        }
        QVERIFY(!export_png(content, folder_.filePath(QStringLiteral("a.png")), {{100, 600}, 1, theme_choice::light}));
        QVERIFY(!export_svg(content, folder_.filePath(QStringLiteral("a.svg")), {{90'000, 600}, 1, theme_choice::light}));
        QVERIFY(!QFile::exists(folder_.filePath(QStringLiteral("a.png"))));
    }

    void programs_without_a_window_have_one_call() {
        const QString file = folder_.filePath(QStringLiteral("call.png"));
        QVERIFY(export_scaling_png({examples::published()}, {"h", "d", {}}, file, {800, 500}, 1.5, theme_choice::light));
        QCOMPARE(QImage(file).size(), QSize(1200, 750));
        QVERIFY(!export_scaling_png({examples::published()}, {}, folder_.filePath(QStringLiteral("x/y.png")), {800, 500}, 1,
                                    theme_choice::light));
    }

    void csv_has_the_cost_of_a_job_and_of_a_result_or_nothing() {
        scaling_curve curve = examples::published();
        curve.points[0].cost_per_job = 0.00075;
        curve.points[0].cost_per_result = 0.00025;
        const QString csv = scaling_csv(content_of({curve}, chart_quantity::cost));
        QCOMPARE(column(csv, QStringLiteral("cost_per_job")).mid(0, 2), QStringList({"0.00075", ""}));
        QCOMPARE(column(csv, QStringLiteral("cost_per_result")).mid(0, 2), QStringList({"0.00025", ""}));
    }

    void csv_holds_what_is_seen() {
        auto curve = examples::published();
        curve.run_name = "=cmd()";
        curve.workload = "llm, \"quoted\"";
        curve.empty_points.push_back(examples::not_counted(30, "timed out"));
        const QString csv = scaling_csv(content_of({curve}, chart_quantity::efficiency));
        QCOMPARE(column(csv, QStringLiteral("quantity")), QStringList(6, QStringLiteral("efficiency")));
        QVERIFY(
            csv.contains(QLatin1String(",'=cmd(),\"llm, \"\"quoted\"\"\",")));  // no formula; quotes as RFC 4180 has them
        auto plain = curve;
        plain.workload = "llm";
        const QString table = scaling_csv(content_of({plain}, chart_quantity::efficiency));
        QCOMPARE(column(table, QStringLiteral("workers")), (QStringList{"1", "4", "10", "20", "30", "50"}));
        QCOMPARE(column(table, QStringLiteral("time_s"))[1], QStringLiteral("58.5"));
        QCOMPARE(column(table, QStringLiteral("value"))[1].toDouble(), 171.14 / 58.5 / 4);
        QCOMPARE(column(table, QStringLiteral("time_s"))[4], QString());  // not counted: empty, never 0
        QCOMPARE(column(table, QStringLiteral("why_not_counted"))[4], QStringLiteral("timed out"));
        QCOMPARE(column(table, QStringLiteral("tokens_per_s"))[0], QString());
        QCOMPARE(column(table, QStringLiteral("time_s_lo"))[0], QString());
    }

private:
    QTemporaryDir folder_;
};

SWEEPLAB_WIDGET_TEST_MAIN(test_chart_export)
#include "test_chart_export.moc"
