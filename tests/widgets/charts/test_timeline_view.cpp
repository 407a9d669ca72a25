// The Timeline view and its page: picking trials, selecting by pointer and keys, details, what stays and what is said.
#include <QComboBox>
#include <QLabel>
#include <QScrollBar>
#include <QSignalSpy>
#include <QTextBrowser>
#include <QWheelEvent>

#include "tests/widgets/charts/made_up_schedule.h"
#include "tests/widgets/support/fake_session.h"
#include "tests/widgets/support/fresh_settings.h"
#include "tests/widgets/support/widget_test_main.h"
#include "widgets/charts/timeline_details.h"
#include "widgets/charts/timeline_panel.h"
#include "widgets/charts/timeline_words.h"
#include "widgets/panels/timeline_page.h"
#include "widgets/theme/palettes.h"

using namespace sweeplab;

namespace {

constexpr int patience = 60'000;

// A run with a trial of two repeats at each worker count; its items are named "item 0" and so on.
run_record made_up_run(std::int64_t id, std::vector<int> workers = {1, 3}, double failed_share = 0.15) {
    run_record run = test::example_run(id, "run " + std::to_string(id), "machine " + std::to_string(id), workers);
    run.plan = json{{"workload", {{"kind", "llm"}, {"prompt", "Say <b>{item}</b> aloud"}}}};
    run.trials.clear();
    int most_items = 0;
    for (const int count : workers) {
        for (int repeat = 1; repeat <= 2; ++repeat) {
            const auto seed = static_cast<std::uint64_t>(id * 1000 + count * 10 + repeat);
            trial one = test::made_up_trial({count, 24 / count, failed_share, 400'000'000}, seed);
            one.id = {static_cast<std::int64_t>(seed)};
            one.repeat = repeat;
            most_items = std::max(most_items, one.jobs + 1);
            for (attempt& each : one.attempts)
                if (each.state == attempt_state::failed) each.message = "the server said \"no\"";
            run.trials.push_back(std::move(one));
        }
    }
    for (int i = 0; i < most_items; ++i) run.items.push_back({"item " + std::to_string(i), "text of " + std::to_string(i)});
    return run;
}

loaded_run_ptr loaded(run_record record) {
    auto run = std::make_shared<loaded_run>();
    run->record = std::move(record);
    return run;
}

QString visible_text(const QWidget& widget) {
    QStringList texts;
    for (const auto* label : widget.findChildren<QLabel*>())
        if (label->isVisible()) texts << label->text();
    return texts.join(QLatin1Char(' '));
}

// A page with a session whose library holds these runs.
struct page_fixture {
    test::fresh_settings settings;
    session_bridge bridge;
    timeline_page page;
    test::fake_session* session = nullptr;

    page_fixture() {
        auto made = std::make_unique<test::fake_session>();
        session = made.get();
        bridge.attach(std::move(made));
        page.set_bridge(bridge);
        page.resize(1100, 640);
        page.show();
    }
    ~page_fixture() { bridge.close(); }
    timeline_view& view() { return page.view(); }
    timeline_panel& panel(int number = 0) { return view().panel(number); }

    void show(std::vector<loaded_run_ptr> runs) {
        session->library.runs.clear();
        for (const auto& run : runs) session->library.runs.push_back(run->record);
        page.show_runs(runs);
        QVERIFY(QTest::qWaitFor([this] { return bridge.pending() == 0; }, patience));
    }
    void settle() {
        QVERIFY(QTest::qWaitFor([this] { return bridge.pending() == 0; }, patience));
    }
    void choose(timeline_picker& picker, int box, const QString& text) {
        auto* combo = picker.findChildren<QComboBox*>().at(box);
        const int index = combo->findText(text, Qt::MatchStartsWith);
        QVERIFY2(index >= 0, qPrintable(text));
        combo->setCurrentIndex(index);
        Q_EMIT combo->activated(index);
        settle();
    }
};

QPointF middle_of(timeline_panel& panel, span_place place) {
    const auto& picture = panel.picture();
    const auto& span = picture.trial.index->at(place);
    const double x = (picture.geometry.to_x(picture.window, static_cast<double>(span.start_ns)) +
                      picture.geometry.to_x(picture.window, static_cast<double>(span.end_ns))) /
                     2;
    return {x, picture.geometry.lane_rect(place.lane).center().y()};
}

// One that is wide enough to be hit, of this kind.
span_place wide_span(timeline_panel& panel, span_kind kind) {
    const auto& picture = panel.picture();
    span_place best;
    std::int64_t most = -1;
    for (int lane = 0; lane < picture.trial.index->lane_count(); ++lane) {
        const auto& spans = picture.trial.index->lanes()[static_cast<std::size_t>(lane)].spans();
        for (int i = 0; i < static_cast<int>(spans.size()); ++i) {
            const auto& span = spans[static_cast<std::size_t>(i)];
            if (span.kind == kind && span.end_ns - span.start_ns > most) {
                most = span.end_ns - span.start_ns;
                best = {lane, i};
            }
        }
    }
    return best;
}

void wheel(timeline_panel& panel, QPointF at, int notches, Qt::KeyboardModifiers keys = Qt::NoModifier) {
    QWheelEvent event(at, panel.mapToGlobal(at.toPoint()), {}, QPoint(0, 120 * notches), Qt::NoButton, keys,
                      Qt::NoScrollPhase, false);
    QApplication::sendEvent(&panel, &event);
}

}  // namespace

class test_timeline_view : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init() {
        QTest::failOnWarning(QRegularExpression(QStringLiteral("^(?!This plugin does not support).*")));
        QApplication::setPalette(light_palette());
    }

    void nothing_ticked_and_times_alone_are_said_in_words() {
        page_fixture f;
        f.show({});
        QVERIFY(visible_text(f.page).contains(QStringLiteral("Tick a saved run")));
        f.show({loaded(test::example_run(1, "an imported one"))});
        QVERIFY(visible_text(f.page).contains(QStringLiteral("“an imported one” holds the times of its trials alone")));
        f.show({loaded(made_up_run(2))});
        QVERIFY(!f.view().is_empty());
        QVERIFY(f.panel().trial().shown());
    }

    void what_is_being_read_is_said() {
        page_fixture f;
        f.page.set_loading(true);
        f.show({});
        QVERIFY(visible_text(f.page).contains(QStringLiteral("Loading…")));
        QVERIFY(!visible_text(f.page).contains(QStringLiteral("Tick a saved run")));
        f.page.set_loading(false);
        f.page.show_runs({loaded(made_up_run(2))});  // read, but its spans are not sorted yet
        QVERIFY(visible_text(f.page).contains(QStringLiteral("Loading the spans…")));
        f.settle();
        QVERIFY(!visible_text(f.page).contains(QStringLiteral("Loading")));
        QVERIFY(f.panel().isVisible());
    }

    void most_workers_come_first_and_every_trial_can_be_picked() {
        page_fixture f;
        const auto run = loaded(made_up_run(1, {1, 2, 6}));
        f.show({run});
        QCOMPARE(f.view().shown_panels(), 1);
        QCOMPARE(f.panel().trial().measured->workers, 6);
        f.choose(f.view().picker(0), 1, QStringLiteral("2"));
        QCOMPARE(f.panel().trial().measured->workers, 2);
        QCOMPARE(f.panel().trial().measured->repeat, 1);
        f.choose(f.view().picker(0), 2, QStringLiteral("2 ·"));
        QCOMPARE(f.panel().trial().measured->repeat, 2);
        // Read again, as it is after each trial of a sweep: what was picked stays.
        f.show({loaded(run->record)});
        QCOMPARE(f.panel().trial().measured->workers, 2);
        QCOMPARE(f.panel().trial().measured->repeat, 2);
    }

    void two_runs_stand_one_above_the_other_on_one_time_axis() {
        page_fixture f;
        f.show({loaded(made_up_run(1)), loaded(made_up_run(2))});
        QCOMPARE(f.view().shown_panels(), 2);
        QVERIFY(f.panel(0).trial().run->summary.id != f.panel(1).trial().run->summary.id);
        QVERIFY(f.panel(0).isVisible() && f.panel(1).isVisible());
        const auto longest = std::max(f.panel(0).trial().index->end_ns(), f.panel(1).trial().index->end_ns());
        QVERIFY(f.view().scene().zoom().whole() >= static_cast<double>(longest));
        wheel(f.panel(0), f.panel(0).picture().geometry.plot.center(), 4);
        QCOMPARE(f.panel(0).picture().window, f.panel(1).picture().window);
        QVERIFY(!f.view().scene().zoom().fitted());
        const auto& above = f.panel(0).picture().geometry;
        const auto& below = f.panel(1).picture().geometry;
        QCOMPARE(above.plot.left(), below.plot.left());
        QCOMPARE(above.plot.width(), below.plot.width());
    }

    void the_wheel_zooms_about_the_pointer_and_dragging_pans() {
        page_fixture f;
        f.show({loaded(made_up_run(1))});
        timeline_panel& panel = f.panel();
        const QRectF plot = panel.picture().geometry.plot;
        const QPointF at(plot.left() + plot.width() * 0.7, plot.center().y());
        const double before = panel.picture().geometry.to_ns(panel.picture().window, at.x());
        wheel(panel, at, 6);
        const double after = panel.picture().geometry.to_ns(panel.picture().window, at.x());
        QVERIFY(std::abs(after - before) < 2 * panel.picture().geometry.ns_per_pixel(panel.picture().window));
        QVERIFY(f.view().scene().zoom().depth() > 3);

        const time_window window = f.view().scene().window();
        const QPoint from = plot.center().toPoint();
        QTest::mousePress(&panel, Qt::LeftButton, {}, from);
        QTest::mouseMove(&panel, from + QPoint(30, 0));
        QTest::mouseMove(&panel, from + QPoint(60, 0));
        QTest::mouseRelease(&panel, Qt::LeftButton, {}, from + QPoint(60, 0));
        const double moved = (window.from - f.view().scene().window().from) / panel.picture().geometry.ns_per_pixel(window);
        QVERIFY2(std::abs(moved - 60) < 1, qPrintable(QString::number(moved)));
        QVERIFY(!f.view().scene().chosen());  // dragging is no click
        QTest::mouseDClick(&panel, Qt::LeftButton, {}, from);
        QVERIFY(f.view().scene().zoom().fitted());
    }

    void keys_zoom_pan_and_fit() {
        page_fixture f;
        f.show({loaded(made_up_run(1))});
        timeline_panel& panel = f.panel();
        panel.setFocus();
        QTest::keyClick(&panel, Qt::Key_Plus);
        QTest::keyClick(&panel, Qt::Key_Plus);
        const time_window zoomed = f.view().scene().window();
        QVERIFY(zoomed.length() < f.view().scene().zoom().whole() / 2);
        QTest::keyClick(&panel, Qt::Key_Right, Qt::ShiftModifier);
        QVERIFY(f.view().scene().window().from > zoomed.from);
        QTest::keyClick(&panel, Qt::Key_Left, Qt::ShiftModifier);
        QVERIFY(std::abs(f.view().scene().window().from - zoomed.from) < 10);
        QTest::keyClick(&panel, Qt::Key_Minus);
        QVERIFY(f.view().scene().window().length() > zoomed.length());
        QTest::keyClick(&panel, Qt::Key_Home);
        QVERIFY(f.view().scene().zoom().fitted());
    }

    void a_click_shows_the_attempt_and_escape_closes_it() {
        page_fixture f;
        auto run = made_up_run(1, {1, 3}, 0.3);
        for (trial& one : run.trials)
            for (attempt& each : one.attempts) each.output.text = "answer <i>of</i> " + std::to_string(each.item);
        f.show({loaded(run)});
        timeline_panel& panel = f.panel();
        const span_place place = wide_span(panel, span_kind::failed);
        QTest::mouseClick(&panel, Qt::LeftButton, {}, middle_of(panel, place).toPoint());
        QVERIFY(f.view().details().isVisible());
        f.settle();
        const attempt& one = *panel.trial().attempt_of(panel.trial().index->at(place));
        QCOMPARE(f.view().details().shown(), &one);
        const QString text = f.view().details().plain_text();
        // Texts of others stay as they are: no markup is made of them.
        QVERIFY2(text.contains(QStringLiteral("Say <b>text of %1</b> aloud").arg(one.item)), qPrintable(text));
        QVERIFY2(text.contains(QStringLiteral("answer <i>of</i> %1").arg(one.item)), qPrintable(text));
        QVERIFY2(text.contains(QStringLiteral("the server said \"no\"")), qPrintable(text));
        QVERIFY2(text.contains(reason_in_words(one)), qPrintable(text));
        QVERIFY2(text.contains(time_text(static_cast<double>(one.end_ns - one.start_ns))), qPrintable(text));
        f.view().details().focus_text();
        QTest::keyClick(f.view().details().findChild<QTextBrowser*>(), Qt::Key_Escape);
        QVERIFY(!f.view().details().isVisible());
        QVERIFY(f.view().scene().chosen().has_value());  // still selected
        QTest::keyClick(&panel, Qt::Key_Return);
        QVERIFY(f.view().details().isVisible());
        QTest::keyClick(&panel, Qt::Key_Escape);
        QVERIFY(!f.view().details().isVisible());
        QTest::keyClick(&panel, Qt::Key_Escape);
        QVERIFY(!f.view().scene().chosen());
    }

    void texts_that_cannot_be_read_are_said() {
        page_fixture f;
        f.show({loaded(made_up_run(1))});
        f.session->library.runs.clear();
        timeline_panel& panel = f.panel();
        panel.setFocus();
        QTest::keyClick(&panel, Qt::Key_Return);
        f.settle();
        QVERIFY(f.view().details().plain_text().contains(QStringLiteral("It could not be read")));
    }

    void arrows_select_attempts_and_bring_them_into_sight() {
        page_fixture f;
        f.show({loaded(made_up_run(1))});
        timeline_panel& panel = f.panel();
        panel.setFocus();
        QTest::keyClick(&panel, Qt::Key_Right);
        QVERIFY(panel.chosen_place().has_value());
        for (int i = 0; i < 5; ++i) QTest::keyClick(&panel, Qt::Key_Plus);
        for (int i = 0; i < 6; ++i) {
            const auto before = *panel.chosen_place();
            QTest::keyClick(&panel, Qt::Key_Right);
            const auto now = *panel.chosen_place();
            QCOMPARE(now.lane, before.lane);
            QCOMPARE(now, *neighbour_of(*panel.trial().index, before, span_step::later));
            const auto& span = panel.trial().index->at(now);
            const auto& window = f.view().scene().window();
            QVERIFY(static_cast<double>(span.end_ns) > window.from && static_cast<double>(span.start_ns) < window.to);
        }
        const auto here = *panel.chosen_place();
        QTest::keyClick(&panel, Qt::Key_Down);
        QCOMPARE(panel.chosen_place()->lane, here.lane + 1);
        QTest::keyClick(&panel, Qt::Key_F);
        QCOMPARE(panel.trial().index->at(*panel.chosen_place()).kind, span_kind::failed);
        QVERIFY(panel.accessibleDescription().contains(QStringLiteral("failed")));
    }

    void many_workers_scroll_to_what_is_selected() {
        page_fixture f;
        run_record run = made_up_run(1, {1});
        trial many = test::made_up_trial({512, 3, 0, 100'000'000}, 77);
        many.id = {77};
        run.trials.push_back(many);
        while (static_cast<int>(run.items.size()) < many.jobs) run.items.push_back({std::to_string(run.items.size()), ""});
        f.show({loaded(run)});
        timeline_panel& panel = f.panel();
        QCOMPARE(panel.trial().index->lane_count(), 512);
        QVERIFY(panel.picture().geometry.most_scroll() > 0);
        const auto last = service_near(*panel.trial().index, 511, 0);
        f.view().scene().choose(choice_of(panel.trial(), *last));
        panel.setFocus();
        QTest::keyClick(&panel, Qt::Key_Up);
        QCOMPARE(panel.chosen_place()->lane, 510);
        const auto& geometry = panel.picture().geometry;
        QVERIFY(geometry.plot.contains(geometry.lane_rect(510).center()));
        const double scrolled = geometry.scroll;
        QTest::keyClick(&panel, Qt::Key_PageUp);
        QVERIFY(panel.picture().geometry.scroll < scrolled);
    }

    void the_selected_item_is_marked_in_every_trial_and_stays() {
        page_fixture f;
        f.show({loaded(made_up_run(1)), loaded(made_up_run(2))});
        timeline_panel& above = f.panel(0);
        timeline_panel& below = f.panel(1);
        QVERIFY(marked_boxes(above.picture()).empty());
        const span_place place = wide_span(above, span_kind::succeeded);
        QTest::mouseClick(&above, Qt::LeftButton, {}, middle_of(above, place).toPoint());
        f.settle();
        const std::string item = f.view().scene().chosen()->item;
        const auto marked_here = [&](timeline_panel& panel) {
            const auto boxes = marked_boxes(panel.picture());
            return !boxes.empty() && panel.trial().item_name(panel.trial().index->at(*panel.chosen_place()).item) == item;
        };
        QVERIFY(marked_here(above) && marked_here(below));
        const QImage with = below.grab().toImage();
        f.choose(f.view().picker(1), 1, QStringLiteral("1"));
        QCOMPARE(below.trial().measured->workers, 1);
        QVERIFY(marked_here(above) && marked_here(below));
        QCOMPARE(f.view().scene().chosen()->item, item);
        // The details follow the panel in which was selected.
        QVERIFY(f.view().details().shown() == above.trial().attempt_of(above.trial().index->at(place)));
        f.choose(f.view().picker(0), 2, QStringLiteral("2 ·"));
        QVERIFY(f.view().details().plain_text().contains(
            QStringLiteral("Say <b>text of %1</b> aloud").arg(above.trial().item_named(item))));
        f.view().scene().choose(std::nullopt);
        QVERIFY(marked_boxes(below.picture()).empty());
        QVERIFY(below.grab().toImage() != with);
    }

    void a_trial_that_was_cut_says_so_and_is_drawn_to_there() {
        page_fixture f;
        run_record run = made_up_run(1, {2});
        run.summary.state = run_state::interrupted;
        trial& cut = run.trials[0];
        cut.state = trial_state::interrupted;
        cut.time_ns.reset();
        cut.intervals.clear();
        cut.attempts.resize(9);
        cut.attempts.back().state = attempt_state::cancelled;
        f.show({loaded(run)});
        f.choose(f.view().picker(0), 2, QStringLiteral("1 · cut off after"));
        QVERIFY(f.panel().trial().shown());
        QCOMPARE(f.panel().trial().measured->repeat, 1);
        QVERIFY(!cut_in_words(*f.panel().trial().run, *f.panel().trial().measured).isEmpty());
        std::int64_t last = 0;
        for (const auto& one : cut.attempts) last = std::max(last, one.released_ns);
        QCOMPARE(f.panel().trial().index->end_ns(), last);
        // The line in the warning's colour is on the picture.
        const auto& picture = f.panel().picture();
        const QImage image = f.panel().grab().toImage();
        const int x = qRound(picture.geometry.to_x(picture.window, static_cast<double>(last)));
        int found = 0;
        for (int y = qRound(picture.geometry.plot.top()); y < qRound(picture.geometry.plot.bottom()); ++y)
            for (int dx = -1; dx <= 1; ++dx) found += image.pixelColor(x + dx, y) == picture.colors.warning;
        QVERIFY(found > 20);
    }

    void hovering_says_what_is_there() {
        page_fixture f;
        run_record run = made_up_run(1, {2}, 0.4);
        for (trial& one : run.trials) {
            for (attempt& each : one.attempts) {
                each.measured.set(measure::http_status, 503);
                each.measured.set(measure::output_tokens, 1234);
                each.measured.set(measure::sent_at, each.start_ns);
                each.measured.set(measure::first_content_at, each.start_ns + 2'500'000);
            }
        }
        f.show({loaded(run)});
        const span_place place = wide_span(f.panel(), span_kind::failed);
        const QString words = describe_span(f.panel().trial(), place).sentence();
        for (const char* part : {"Item item ", "HTTP status 503", "1,234", "2.500 ms", "Worker"})
            QVERIFY2(words.contains(QLatin1String(part)), qPrintable(words));
        const QImage before = f.panel().grab().toImage();
        QTest::mouseMove(&f.panel(), middle_of(f.panel(), place).toPoint());
        QVERIFY(f.panel().picture().hovered == place);
        QVERIFY(f.panel().grab().toImage() != before);
    }

    void missing_measures_are_left_out() {
        attempt one;
        const auto rows = measures_in_words(one, "USD");
        for (const auto& [name, value] : rows) QVERIFY2(!name.contains(QStringLiteral("token")), qPrintable(name));
        one.measured.set(measure::cost_nano, 1'500'000);
        one.measured.set(measure::peak_memory_bytes, 2'097'152);
        one.measured.set(measure::user_ns, 1'500'000);
        QStringList texts;
        for (const auto& [name, value] : measures_in_words(one, "EUR")) texts << name + QLatin1Char('=') + value;
        const QString all = texts.join(QLatin1Char('|'));
        QVERIFY2(all.contains(QStringLiteral("Cost=EUR 0.00150")), qPrintable(all));
        QVERIFY2(all.contains(QStringLiteral("Peak memory=2,097,152 bytes")), qPrintable(all));
        QVERIFY2(all.contains(QStringLiteral("User=1.500 ms")), qPrintable(all));
    }

    void everything_is_reached_by_keyboard_and_has_a_name() {
        page_fixture f;
        f.show({loaded(made_up_run(1)), loaded(made_up_run(2))});
        QTest::keyClick(&f.panel(), Qt::Key_Return);
        f.settle();
        int focusable = 0;
        for (const auto* widget : f.page.findChildren<QWidget*>()) {
            if (!widget->isVisible() || !(widget->focusPolicy() & Qt::TabFocus) || widget->focusProxy()) continue;
            ++focusable;
            QVERIFY2(!widget->accessibleName().isEmpty(), widget->metaObject()->className());
        }
        QVERIFY(focusable >= 6);
    }

    void it_fits_small_windows_and_both_palettes() {
        page_fixture f;
        f.show({loaded(made_up_run(1)), loaded(made_up_run(2))});
        QTest::keyClick(&f.panel(), Qt::Key_Return);
        f.settle();
        for (const QSize size : {QSize(520, 420), QSize(1600, 900), QSize(640, 900)}) {
            f.page.resize(size);
            QApplication::processEvents();
            for (int i = 0; i < 2; ++i) {
                const auto& plot = f.panel(i).picture().geometry.plot;
                QVERIFY2(plot.width() > 100 && plot.height() > 60,
                         qPrintable(QStringLiteral("%1 × %2").arg(plot.width()).arg(plot.height())));
            }
        }
        QVERIFY2(f.page.minimumSizeHint().height() <= 300, qPrintable(QString::number(f.page.minimumSizeHint().height())));
        const QColor light = f.panel().grab().toImage().pixelColor(20, 6);
        QApplication::setPalette(dark_palette());
        QTRY_VERIFY(f.panel().grab().toImage().pixelColor(20, 6).lightness() < light.lightness());
    }
};

SWEEPLAB_WIDGET_TEST_MAIN(test_timeline_view)
#include "test_timeline_view.moc"
