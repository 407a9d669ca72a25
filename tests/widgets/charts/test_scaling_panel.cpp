// A panel draws what the data says, at every size, and is reached by pointer and keys.
#include <QChart>
#include <QLineSeries>
#include <QSignalSpy>

#include "tests/widgets/charts/example_curves.h"
#include "tests/widgets/support/widget_test_main.h"
#include "widgets/charts/panel_points.h"
#include "widgets/charts/scaling_panel.h"
#include "widgets/theme/palettes.h"

using namespace sweeplab;

namespace {

std::shared_ptr<const scaling_chart_data> data_of(std::vector<scaling_curve> curves,
                                                  chart_quantity quantity = chart_quantity::time) {
    return std::make_shared<scaling_chart_data>(make_chart_data({std::move(curves), {}, quantity, panel_layout::overlay}));
}

bool is_near(const QColor& a, const QColor& b) {
    return std::abs(a.red() - b.red()) + std::abs(a.green() - b.green()) + std::abs(a.blue() - b.blue()) < 90;
}

// Is a pixel of this colour within two pixels of `at`?
bool has_color_at(const QImage& image, QPointF at, const QColor& color) {
    for (int dx = -2; dx <= 2; ++dx) {
        for (int dy = -2; dy <= 2; ++dy) {
            const QPoint pixel(qRound(at.x()) + dx, qRound(at.y()) + dy);
            if (image.valid(pixel) && is_near(image.pixelColor(pixel), color)) return true;
        }
    }
    return false;
}

// The lines are Qt Charts' own; the markers, ticks and grid are ours: both must mean the same place.
void compare_lines_with_marks(scaling_panel& panel) {
    const auto& picture = panel.picture();
    const QImage image = panel.grab().toImage();
    for (qsizetype s = 0; s < panel.lines().size(); ++s) {
        const auto& series = picture.panel->series[static_cast<std::size_t>(s)];
        QPointF before;
        for (std::size_t i = 0; i < series.points.size(); ++i) {
            const QPointF value(series.points[i].workers, series.points[i].shown.value);
            const QPointF ours = picture.geometry.to_pixel(value.x(), value.y());
            const QPointF theirs = panel.chart()->mapToPosition(value, panel.lines()[s]);
            QVERIFY2(QLineF(ours, theirs).length() < 0.75, qPrintable(QStringLiteral("%1 workers").arg(value.x())));
            const QPointF middle = (before + ours) / 2;
            if (i > 0 && QLineF(before, ours).length() > 60) {
                QVERIFY2(has_color_at(image, middle, picture.colors.of_series(series.number)),
                         "the drawn line is elsewhere");
            }
            before = ours;
        }
    }
}

}  // namespace

class test_scaling_panel : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init() {
        QTest::failOnWarning(QRegularExpression(QStringLiteral("^(?!This plugin does not support).*")));
        QApplication::setPalette(light_palette());
    }

    void lines_and_axes_agree_after_every_resize() {
        scaling_panel panel;
        panel.set_data(data_of({examples::published()}), 0);
        panel.resize(640, 480);
        panel.show();
        for (const QSize size : {QSize(640, 480), QSize(333, 257), QSize(1201, 777), QSize(300, 250), QSize(801, 600)}) {
            panel.resize(size);
            compare_lines_with_marks(panel);  // at once, without waiting for a later layout
            if (QTest::currentTestFailed()) return;
        }
    }

    void lines_and_axes_agree_after_every_change_of_quantity() {
        scaling_panel panel;
        panel.resize(700, 500);
        panel.show();
        const auto other = examples::repeated(2, "b", 300);
        for (const auto quantity : {chart_quantity::time, chart_quantity::efficiency, chart_quantity::speedup,
                                    chart_quantity::cost, chart_quantity::throughput, chart_quantity::efficiency}) {
            panel.set_data(data_of({examples::published()}, quantity), 0);
            panel.set_data(data_of({examples::published(), other}, quantity), 0);
            compare_lines_with_marks(panel);
            if (QTest::currentTestFailed()) return;
        }
    }

    void a_growing_curve_keeps_what_is_hovered() {
        auto curve = examples::repeated(1, "a", 100);
        auto all = curve.points;
        curve.points.resize(2);
        scaling_panel panel;
        panel.resize(600, 400);
        panel.set_data(data_of({curve}), 0);
        panel.hover(point_ref{0, 1, false});
        for (std::size_t count = 3; count <= all.size(); ++count) {
            curve.points.assign(all.begin(), all.begin() + static_cast<std::ptrdiff_t>(count));
            panel.set_data(data_of({examples::published(), curve}), 0);  // now the second series
            QVERIFY(panel.picture().hovered);
            QCOMPARE(workers_at(*panel.picture().panel, *panel.picture().hovered), 2);
            QCOMPARE(panel.picture().hovered->series, 1);
        }
        panel.set_data(data_of({examples::published()}), 0);
        QVERIFY(!panel.picture().hovered);
    }

    void the_pointer_finds_the_nearest_point() {
        scaling_panel panel;
        panel.resize(800, 500);
        panel.set_data(data_of({examples::published()}), 0);
        panel.show();
        QSignalSpy hovered(&panel, &scaling_panel::workers_hovered);
        QSignalSpy activated(&panel, &scaling_panel::point_activated);
        const QPointF at = position_of(panel.picture(), {0, 2, false});
        QTest::mouseMove(panel.viewport(), (at + QPointF(6, -5)).toPoint());
        QTRY_VERIFY(panel.picture().hovered);
        QCOMPARE(*panel.picture().hovered, (point_ref{0, 2, false}));
        QTest::mouseClick(panel.viewport(), Qt::LeftButton, {}, at.toPoint());
        QCOMPARE(activated.size(), 1);
        QCOMPARE(activated[0][1].toInt(), 10);
        QTest::mouseMove(panel.viewport(), panel.picture().geometry.plot.bottomLeft().toPoint() + QPoint(20, -20));
        QTRY_VERIFY(!panel.picture().hovered);
        QCOMPARE(hovered.size(), 2);
    }

    void arrow_keys_reach_every_point_and_are_announced() {
        auto curve = examples::repeated(1, "a", 100);
        curve.empty_points.push_back(examples::not_counted(16, "timed out"));
        scaling_panel panel;
        panel.resize(800, 500);
        panel.set_data(data_of({curve, examples::repeated(2, "b", 300)}), 0);
        QVERIFY(panel.accessibleName().contains(QLatin1String("time")));
        QVERIFY(panel.accessibleDescription().contains(QLatin1String("8 workers")));
        QTest::keyClick(&panel, Qt::Key_Right);  // comes in at the recommended point
        QVERIFY(panel.picture().hovered);
        QTest::keyClick(&panel, Qt::Key_Home);
        QStringList told;
        for (int i = 0; i < 5; ++i) {
            told << panel.accessibleDescription().section(QLatin1Char(';'), 0, 0);
            QTest::keyClick(&panel, Qt::Key_Right);
        }
        QCOMPARE(told, (QStringList{"a, 1 worker", "a, 2 workers", "a, 4 workers", "a, 8 workers", "a, 16 workers"}));
        QVERIFY(panel.accessibleDescription().contains(QLatin1String("timed out")));
        QTest::keyClick(&panel, Qt::Key_Home);
        QTest::keyClick(&panel, Qt::Key_Up);
        QVERIFY(panel.accessibleDescription().startsWith(QLatin1String("b, 1 worker")));
        QTest::keyClick(&panel, Qt::Key_Down);
        QVERIFY(panel.accessibleDescription().startsWith(QLatin1String("a, 1 worker")));
        QSignalSpy activated(&panel, &scaling_panel::point_activated);
        QTest::keyClick(&panel, Qt::Key_Return);
        QCOMPARE(activated.size(), 1);
        QTest::keyClick(&panel, Qt::Key_Escape);
        QVERIFY(!panel.picture().hovered);
    }

    void colours_follow_the_palette() {
        scaling_panel panel;
        panel.resize(500, 350);
        panel.set_data(data_of({examples::published()}), 0);
        panel.show();
        QCOMPARE(panel.grab().toImage().pixelColor(250, 10), light_palette().color(QPalette::Base));
        QApplication::setPalette(dark_palette());
        QCoreApplication::processEvents();
        QCOMPARE(panel.grab().toImage().pixelColor(250, 10), dark_palette().color(QPalette::Base));
        QCOMPARE(panel.lines().at(0)->pen().color(), QColor(0x56b4e9));
        compare_lines_with_marks(panel);
    }

    void labels_never_cover_each_other() {
        std::vector<scaling_curve> curves;
        for (int i = 0; i < 6; ++i) curves.push_back(examples::repeated(i + 1, "machine " + std::to_string(i), 100 + i));
        scaling_panel panel;
        panel.set_data(data_of(curves), 0);
        for (const QSize size : {QSize(300, 250), QSize(700, 400), QSize(1600, 900)}) {
            panel.resize(size);
            const auto& labels = panel.picture().geometry.end_labels;
            QCOMPARE(labels.size(), std::size_t(6));
            for (std::size_t i = 0; i < labels.size(); ++i) {
                QVERIFY(panel.picture().geometry.card.contains(labels[i].rect));
                for (std::size_t j = 0; j < i; ++j) QVERIFY(!labels[i].rect.intersects(labels[j].rect));
            }
        }
    }

    // Beside a slow run a fast one has its ideal at the foot of the plot.
    void the_word_ideal_stands_inside_the_plot_or_not_at_all() {
        const scaling_content content{{examples::repeated(1, "slow", 2000), examples::repeated(2, "fast", 0.2)},
                                      {},
                                      chart_quantity::time,
                                      panel_layout::by_machine};
        const auto data = std::make_shared<scaling_chart_data>(make_chart_data(content));
        int written = 0;
        for (int i = 0; i < 2; ++i)
            for (const QSize size : {QSize(300, 250), QSize(460, 250), QSize(900, 400)}) {
                scaling_panel panel;
                panel.set_data(data, i);
                panel.resize(size);
                const auto& geometry = panel.picture().geometry;
                if (geometry.ideal_text.isEmpty()) continue;
                ++written;
                QVERIFY(geometry.plot.contains(geometry.ideal_label.area));
            }
        QVERIFY(written >= 3);
    }

    void ticks_stand_at_the_measured_counts() {
        scaling_panel panel;
        const scaling_content by_machine{{examples::published()}, {}, chart_quantity::time, panel_layout::by_machine};
        panel.set_data(std::make_shared<scaling_chart_data>(make_chart_data(by_machine)), 0);  // has a title
        panel.resize(900, 500);
        panel.show();
        const auto& geometry = panel.picture().geometry;
        QStringList texts;
        for (const auto& tick : geometry.x_ticks) {
            QVERIFY(tick.shown);
            texts << tick.text;
        }
        QCOMPARE(texts, (QStringList{"1", "4", "10", "20", "50"}));
        QCOMPARE(geometry.x_ticks[2].at, geometry.to_pixel(10, 50).x());
        for (const QRectF part : {geometry.plot, geometry.title_row, geometry.x_caption_row})
            QVERIFY(geometry.card.contains(part));
    }

    void hovering_repaints_and_a_linked_count_shows() {
        scaling_panel panel;
        panel.set_data(data_of({examples::repeated(1, "a", 100)}), 0);
        panel.resize(600, 400);
        panel.show();
        const QImage plain = panel.grab().toImage();
        panel.set_linked_workers(4);
        const QImage linked = panel.grab().toImage();
        QVERIFY(plain != linked);
        panel.set_linked_workers(std::nullopt);
        QCOMPARE(panel.grab().toImage(), plain);
        panel.hover(point_ref{0, 2, false});
        QVERIFY(panel.grab().toImage() != plain);
        panel.hover(std::nullopt);
        QCOMPARE(panel.grab().toImage(), plain);
    }
};

SWEEPLAB_WIDGET_TEST_MAIN(test_scaling_panel)
#include "test_scaling_panel.moc"
