// The Report page: the engine's report as widgets, names as plain text, going to a section, copying, files.
#include "widgets/panels/report_page.h"

#include <QAbstractTextDocumentLayout>
#include <QClipboard>
#include <QComboBox>
#include <QDesktopServices>
#include <QLabel>
#include <QPainter>
#include <QPushButton>
#include <QScrollArea>
#include <QScrollBar>
#include <QTextBlock>
#include <QToolButton>

#include "tests/widgets/compare/compared_runs.h"
#include "tests/widgets/support/fake_session.h"
#include "tests/widgets/support/fresh_settings.h"
#include "tests/widgets/support/widget_test_main.h"
#include "widgets/advice/text_table.h"
#include "widgets/models/words.h"
#include "widgets/report/document_pages.h"
#include "widgets/report/report_chart.h"
#include "widgets/report/report_code_box.h"
#include "widgets/report/report_controls.h"
#include "widgets/report/report_document.h"
#include "widgets/report/report_text.h"
#include "widgets/theme/palettes.h"

using namespace sweeplab;
using test::fresh_settings;
using test::loaded_as;
using test::measured;

namespace {

constexpr int patience = 60'000;

// As QDesktopServices calls it, instead of a browser.
class fake_browser : public QObject {
    Q_OBJECT

public:
    QList<QUrl> opened;

public Q_SLOTS:
    void open(const QUrl& url) { opened << url; }
};

QString all_text(const QWidget& widget) {
    QStringList texts;
    for (const auto* label : widget.findChildren<QLabel*>()) texts << label->text();
    for (const auto* table : widget.findChildren<text_table*>()) texts << table->selected_text();
    for (const auto* code : widget.findChildren<code_lines*>()) texts << code->toPlainText();
    for (const auto* button : widget.findChildren<QToolButton*>()) texts << button->text();
    return texts.join(QLatin1Char('\n'));
}

QStringList words_of(const report_block& block) {
    QStringList words;
    if (const auto* table = std::get_if<report_table>(&block)) {
        words << to_qt(table->title);
        for (const auto& column : table->columns) words << to_qt(column.title);
        for (const auto& row : table->rows)
            for (const auto& cell : row) words << to_qt(cell);
    }
    if (const auto* list = std::get_if<report_list>(&block))
        for (const auto& line : list->lines) words << to_qt(line);
    if (const auto* paragraph = std::get_if<report_paragraph>(&block)) words << to_qt(paragraph->text);
    if (const auto* code = std::get_if<report_code>(&block)) words << to_qt(code->text) << to_qt(code->summary);
    return words;
}

QByteArray bytes_of(const QString& file) {
    QFile in(file);
    return in.open(QIODevice::ReadOnly) ? in.readAll() : QByteArray();
}

run_record planned_run() {
    auto run = measured(1, {1, 2, 4, 8});
    run.plan = {{"sweeplab", 1},
                {"name", "again"},
                {"workload", {{"kind", "command"}, {"argv", {"true"}}}},
                {"sweep", {{"workers", {1, 2, 4, 8}}, {"seed", 7}}}};
    return run;
}

}  // namespace

class test_report_page : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init() {
        QTest::failOnWarning(QRegularExpression(QStringLiteral("^(?!This plugin does not support).*")));
        QApplication::setPalette(light_palette());
        settings_ = std::make_unique<fresh_settings>();
        page_ = std::make_unique<report_page>();
        page_->resize(1000, 700);
    }
    void cleanup() { page_.reset(); }

    void without_a_run_it_says_what_it_is_for() {
        page_->show();
        page_->show_runs({});
        QVERIFY(all_text(*page_).contains(QStringLiteral("What the runs mean, as a document")));
        QVERIFY(!page_->has_something());
        page_->set_loading(true);
        QVERIFY(all_text(*page_).contains(QStringLiteral("Reading the runs")));
        QVERIFY(!page_->save(export_format::html, settings_->path(QStringLiteral("r.html")), {}));
    }

    void it_shows_all_that_the_engine_reports() {
        const auto first = loaded_as(planned_run(), 1, "nightly"), second = loaded_as(measured(2), 2, "weekly");
        show({first, second});
        const auto& report = *page_->view().report();
        auto expected = make_report({first->record, second->record});
        expected.made = report.made;
        QCOMPARE(to_qt(to_html(report)), to_qt(to_html(expected)));
        const QString text = all_text(*page_->view().sheet());
        std::size_t charts = 0;
        const auto check = [&](const report_section& section) {
            QVERIFY2(text.contains(to_qt(section.title)), section.title.c_str());
            for (const auto& block : section.blocks) {
                for (const QString& words : words_of(block)) QVERIFY2(text.contains(words), qPrintable(words));
                if (std::holds_alternative<line_chart>(block) || std::holds_alternative<stacked_chart>(block)) ++charts;
            }
        };
        for (const auto& section : report.overview) check(section);
        for (const auto& run : report.runs) {
            for (const auto& words : {run.title, run.headline, run.detail}) QVERIFY(text.contains(to_qt(words)));
            for (const auto& [name, value] : run.facts)
                QVERIFY2(text.contains(to_qt(name)) && text.contains(to_qt(value)), value.c_str());
            for (const auto& warning : run.warnings) QVERIFY(text.contains(to_qt(warning)));
            for (const auto& section : run.sections) check(section);
        }
        for (const auto& line : report.definitions) QVERIFY(text.contains(to_qt(line)));
        QVERIFY(charts >= 3);
        QCOMPARE(static_cast<std::size_t>(page_->view().sheet()->findChildren<report_chart*>().size()), charts);
    }

    void a_chart_has_every_point_with_its_interval() {
        show({loaded_as(planned_run(), 1, "nightly")});
        const auto* chart = page_->view().sheet()->findChildren<report_chart*>().value(0);
        QVERIFY(chart);
        const auto& data = std::get<line_chart>(chart->chart());
        QCOMPARE(chart->picture().tips().size(), data.lines.front().points.size());
        QVERIFY2(chart->picture().tips().front().contains(QStringLiteral("95 %")),
                 qPrintable(chart->picture().tips().front()));
        QVERIFY(chart->accessibleDescription().contains(QStringLiteral("1: 12")));
        QVERIFY(chart->heightForWidth(400) > 150);
    }

    void markup_in_names_is_text() {
        auto record = planned_run();
        record.summary.notes = "<b>bold</b> & <img src=x>\nsee https://example.org/a?b=<i> and javascript:alert(1).";
        show({loaded_as(std::move(record), 1, "<b>x</b><script>")});
        bool seen = false;
        for (const auto* label : page_->view().sheet()->findChildren<QLabel*>()) {
            if (label->textFormat() == Qt::PlainText) {
                seen = seen || label->text() == QStringLiteral("Run 1: <b>x</b><script>");
                continue;
            }
            QCOMPARE(label->textFormat(), Qt::RichText);
            QVERIFY2(label->text().contains(QStringLiteral("&lt;b&gt;bold&lt;/b&gt; &amp; &lt;img src=x&gt;")),
                     qPrintable(label->text()));
            QCOMPARE(label->text().count(QStringLiteral("<a ")), 1);
        }
        QVERIFY(seen);
    }

    void an_address_opens_when_it_is_clicked_and_only_then() {
        fake_browser browser;
        QDesktopServices::setUrlHandler(QStringLiteral("https"), &browser, "open");
        auto record = planned_run();
        record.summary.notes = "See (https://example.org/a).";
        show({loaded_as(std::move(record), 1, "linked")});
        QVERIFY(browser.opened.isEmpty());
        linked_text* notes = nullptr;
        for (auto* one : page_->findChildren<linked_text*>())
            if (one->accessibleName().startsWith(QStringLiteral("Notes: "))) notes = one;
        QVERIFY(notes);
        Q_EMIT notes->linkActivated(QStringLiteral("file:///etc/passwd"));
        QVERIFY(browser.opened.isEmpty());
        Q_EMIT notes->linkActivated(QStringLiteral("https://example.org/a"));
        QCOMPARE(browser.opened, QList<QUrl>{QUrl(QStringLiteral("https://example.org/a"))});
        QVERIFY(notes->text().contains(QStringLiteral("\">https://example.org/a</a>).")));
        QDesktopServices::unsetUrlHandler(QStringLiteral("https"));
    }

    void files_are_what_the_engine_writes() {
        attach();
        show({loaded_as(planned_run(), 3, "nightly")});
        const auto& report = *page_->view().report();
        QVERIFY(to_markdown(report).find("export 3 --db /nowhere/runs.db --format json") != std::string::npos);
        const auto offered = page_->formats();
        QCOMPARE(offered,
                 (std::vector{export_format::html, export_format::markdown, export_format::document, export_format::png}));
        for (const auto format : offered) {
            const QString file = settings_->path(QString::number(static_cast<int>(format)));
            const auto saved = page_->save(format, file, {QSize(900, 600), 1, theme_choice::light});
            QVERIFY2(saved, saved ? "" : saved.error().text().c_str());
            const QByteArray written = bytes_of(file);
            if (format == export_format::html) QCOMPARE(to_qt(to_html(report)), QString::fromUtf8(written));
            if (format == export_format::markdown) QCOMPARE(to_qt(to_markdown(report)), QString::fromUtf8(written));
            if (format == export_format::document) QVERIFY(written.startsWith("%PDF"));
            if (format == export_format::png) QVERIFY(QImage::fromData(written).height() > 600);
        }
        const auto document = make_document(report);
        QVERIFY(document->pageCount() > 1);
        for (const auto& section : report.runs.front().sections)
            QVERIFY2(document->toPlainText().contains(to_qt(section.title)), section.title.c_str());
        for (auto* button : page_->findChildren<QPushButton*>())
            if (button->text().contains(QStringLiteral("Copy as"))) button->click();
        QCOMPARE(QApplication::clipboard()->text(), to_qt(to_markdown(report)));
    }

    // Every paragraph leaves ink where it stands, on whatever page.
    void no_text_is_lost_between_pages() {
        report_content content;
        run_report run;
        run.title = "Run 1: long";
        for (int i = 0; i < 12; ++i) {
            report_table table{"Caption " + std::to_string(i), {{"Workers"}, {"Remark", false}}, {}};
            for (int row = 0; row < 5 + i; ++row) table.rows.push_back({std::to_string(row), "word"});
            report_section section{"Section " + std::to_string(i), {report_paragraph{"A paragraph."}, std::move(table)}};
            line_chart chart;
            chart.title = "Chart " + std::to_string(i);
            chart.y_name = "time (s)";
            chart.lines.resize(1);
            chart.lines[0].points.resize(2);
            chart.lines[0].points[1].x = 4;
            chart.lines[0].points[1].y = 2;
            section.blocks.push_back(std::move(chart));
            section.blocks.push_back(report_list{{"one", "two"}});
            run.sections.push_back(std::move(section));
        }
        content.runs = {run};
        const auto document = make_document(content);
        const QSizeF room = document->pageSize();
        std::vector<QImage> pages;
        for (int page = 0; page < document->pageCount(); ++page) {
            pages.emplace_back(room.toSize(), QImage::Format_Grayscale8);
            pages.back().fill(Qt::white);
            QPainter painter(&pages.back());
            paint_page(*document, page, painter);
        }
        QVERIFY(pages.size() > 2);
        const auto is_inked = [](const QImage& image, const QRect& part) {
            for (int y = part.top(); y <= part.bottom(); ++y)
                for (int x = part.left(); x <= part.right(); ++x)
                    if (image.valid(x, y) && qGray(image.pixel(x, y)) < 160) return true;
            return false;
        };
        for (auto block = document->begin(); block.isValid(); block = block.next()) {
            if (block.text().trimmed().isEmpty()) continue;
            // A line that would lie across the border of two pages begins on the second.
            const QRectF place = document->documentLayout()->blockBoundingRect(block).adjusted(0, 0, 0, 14);
            bool inked = false;
            for (std::size_t page = 0; page < pages.size() && !inked; ++page)
                inked = is_inked(pages[page], place.translated(0, -static_cast<double>(page) * room.height()).toRect());
            QVERIFY2(inked, qPrintable(block.text()));
        }
    }

    void a_picture_that_would_be_too_high_is_refused() {
        show({loaded_as(planned_run(), 3, "nightly"), loaded_as(measured(2), 4, "weekly")});
        const auto saved = page_->save(export_format::png, settings_->path(QStringLiteral("r.png")),
                                       {QSize(400, 600), 8, theme_choice::light});
        QVERIFY(!saved);
        QVERIFY(saved.error().text().find("PDF document") != std::string::npos);
    }

    void hidden_it_works_nothing_out() {
        page_->show_runs({loaded_as(planned_run(), 1, "nightly")});
        QVERIFY(page_->settled());
        QVERIFY(!page_->has_something());
        page_->show();
        QVERIFY(settle());
        page_->hide();
        page_->show_runs({loaded_as(measured(2), 2, "weekly")});
        QVERIFY(page_->settled());
        QVERIFY(!page_->has_something());
        page_->show();
        QVERIFY(settle());
        QCOMPARE(page_->view().report()->title, std::string("Run 2: weekly"));
    }

    void a_run_under_way_is_reported_when_it_has_ended() {
        auto record = planned_run();
        record.summary.state = run_state::running;
        const auto running = loaded_as(std::move(record), 1, "going on");
        page_->show();
        page_->show_runs({running});
        QVERIFY(page_->settled() && !page_->has_something());
        QVERIFY(all_text(*page_).contains(QStringLiteral("going on is still being measured")));
        show({running, loaded_as(measured(2), 2, "weekly")});
        QCOMPARE(page_->view().report()->runs.size(), std::size_t{1});
        QVERIFY(all_text(*page_).contains(QStringLiteral("going on is still being measured")));
    }

    void the_outline_goes_to_runs_and_sections_by_keys() {
        show({loaded_as(planned_run(), 1, "nightly"), loaded_as(measured(2), 2, "weekly")});
        auto* outline = page_->findChildren<QComboBox*>().value(0);
        QVERIFY(outline);
        const auto& places = page_->view().sheet()->places();
        QCOMPARE(static_cast<std::size_t>(outline->count()), places.size());
        QCOMPARE(outline->currentIndex(), 0);
        const int second = outline->findText(QStringLiteral("Run 2: weekly"));
        QVERIFY(second > 0);
        outline->setFocus();
        for (int i = 0; i < second; ++i) QTest::keyClick(outline, Qt::Key_Down);
        auto* bar = page_->view().area().verticalScrollBar();
        const auto* title = places[static_cast<std::size_t>(second)].widget;
        QCOMPARE(bar->value(), title->mapTo(page_->view().area().widget(), QPoint()).y());
        QCOMPARE(outline->currentIndex(), second);
        bar->setValue(0);
        QCOMPARE(outline->currentIndex(), 0);
        page_->view().area().setFocus();
        QTest::keyClick(&page_->view().area(), Qt::Key_PageDown);
        QVERIFY(bar->value() > 200);
    }

    void the_plan_is_folded_and_can_be_copied() {
        show({loaded_as(planned_run(), 1, "nightly")});
        auto* box = page_->findChildren<report_code_box*>().value(0);
        QVERIFY(box && box->folded());
        auto* fold = box->findChild<QToolButton*>();
        QVERIFY(fold);
        fold->click();
        QVERIFY(!box->folded());
        box->findChild<QPushButton*>()->click();
        QVERIFY(QApplication::clipboard()->text().startsWith(QStringLiteral("sweeplab-cli run - <<'PLAN'")));
    }

    void it_is_painted_in_both_palettes_and_any_width() {
        for (const auto& palette : {light_palette(), dark_palette()}) {
            QApplication::setPalette(palette);
            show({loaded_as(planned_run(), 1, "nightly")});
            QCOMPARE(page_->grab().toImage().pixelColor(2, 2), palette.color(QPalette::Window));
        }
        page_->resize(480, 500);
        QVERIFY(!page_->grab().isNull());
        for (const auto* table : page_->findChildren<text_table*>())
            QVERIFY(table->width() <= page_->view().area().viewport()->width());
    }

private:
    void attach() {
        bridge_ = std::make_unique<session_bridge>();
        bridge_->attach(std::make_unique<test::fake_session>());
        page_->set_bridge(*bridge_);
    }
    bool settle() {
        const bool there = QTest::qWaitFor([&] { return page_->settled() && page_->has_something(); }, patience);
        QCoreApplication::processEvents();
        return there;
    }
    void show(const std::vector<loaded_run_ptr>& runs) {
        page_->show();
        page_->show_runs(runs);
        QVERIFY(settle());
    }

    std::unique_ptr<fresh_settings> settings_;
    std::unique_ptr<session_bridge> bridge_;
    std::unique_ptr<report_page> page_;
};

SWEEPLAB_WIDGET_TEST_MAIN(test_report_page)
#include "test_report_page.moc"
