// The page of the "native" workload: ticking kernels, setting their values, and leaving the rest as it was.
#include <QComboBox>
#include <QLineEdit>
#include <QPushButton>
#include <QSignalSpy>
#include <QTreeWidget>

#include "engine/workload/native_spec.h"
#include "tests/widgets/support/widget_test_main.h"
#include "widgets/editors/native_page.h"
#include "widgets/panels/styled_label.h"

using namespace sweeplab;

namespace {

QTreeWidgetItem* row_of(const QWidget& page, const char* kernel) {
    const auto found =
        page.findChild<QTreeWidget*>()->findItems(QLatin1String(kernel), Qt::MatchExactly | Qt::MatchRecursive);
    // A family may be named like its kernel.
    for (QTreeWidgetItem* item : found)
        if (item->parent()) return item;
    return nullptr;
}

void tick(const QWidget& page, const char* kernel) {
    auto* tree = page.findChild<QTreeWidget*>();
    tree->setCurrentItem(row_of(page, kernel));
    QTest::keyClick(tree, Qt::Key_Space);
}

QLineEdit* value_line(const QWidget& page, const char* name) {
    for (auto* line : page.findChildren<QLineEdit*>())
        if (line->accessibleName() == QLatin1String(name)) return line;
    return nullptr;
}

QComboBox* suite_choice(const QWidget& page) { return page.findChild<QComboBox*>(); }

QString fault_text(const QWidget& page) {
    QStringList texts;
    for (const auto* label : page.findChildren<styled_label*>())
        if (label->part() == label_part::fault && !label->isHidden()) texts << label->text();
    return texts.join(QLatin1Char('|'));
}

bool is_good(const json& workload) { return read_native_spec(workload, "/workload").has_value(); }

}  // namespace

class test_native_page : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init() { QTest::failOnWarning(QRegularExpression(QStringLiteral("^(?!This plugin does not support).*"))); }

    void every_kernel_is_there_with_its_unit_and_what_it_does() {
        const native_page page;
        for (const auto& kernel : native::all_kernels()) {
            const auto* row = row_of(page, kernel.name.c_str());
            QVERIFY2(row, kernel.name.c_str());
            QCOMPARE(row->parent()->text(0), QString::fromStdString(kernel.family));
            QCOMPARE(row->text(1).toStdString(), std::string(native::to_text(kernel.unit)));
            QCOMPARE(row->text(2).toStdString(), kernel.description);
        }
    }

    void plans_survive_unchanged() {
        native_page page;
        const std::vector<json> workloads{
            native_page::blank(),
            {{"kind", "native"}, {"suite", "memory"}, {"folder", "scratch"}},
            // The order of the plan, one kernel twice, both ways to write one, and a kernel of the future.
            {{"kind", "native"},
             {"kernels", {"triad", {{"kernel", "sqrt"}}, {{"kernel", "triad"}, {"elements", 1000}}, "quantum", "modulo"}}},
            {{"kind", "native"}, {"suite", "gpu"}, {"from_the_future", 1}},
            {{"kind", "native"}, {"suite", "all"}, {"kernels", {"triad"}}},
            {{"kind", "native"}, {"kernels", "triad"}},
            {{"kind", "native"}, {"kernels", {7, {{"elements", 3}}}}}};
        for (const json& workload : workloads) {
            page.set_workload(workload);
            QCOMPARE(page.workload().dump(), workload.dump());
        }
    }

    void ticking_makes_a_list_in_the_order_of_the_rows() {
        native_page page;
        page.show();
        page.set_workload({{"kind", "native"}, {"kernels", {"triad"}}});
        QSignalSpy changes(&page, &workload_page::changed);
        tick(page, "sqrt");
        tick(page, "lru_cache");
        QCOMPARE(changes.count(), 2);
        QVERIFY(page.workload()["kernels"] == json({"sqrt", "triad", "lru_cache"}));
        QVERIFY(is_good(page.workload()));
        tick(page, "triad");
        QVERIFY(page.workload()["kernels"] == json({"sqrt", "lru_cache"}));
    }

    void a_suite_is_left_by_taking_a_kernel_out() {
        native_page page;
        page.show();
        page.set_workload(native_page::blank());
        QCOMPARE(row_of(page, "triad")->checkState(0), Qt::Checked);
        tick(page, "sqrt");
        const json workload = page.workload();
        QVERIFY(!workload.contains("suite"));
        QCOMPARE(workload["kernels"].size(), native::all_kernels().size() - 1);
        QVERIFY(is_good(workload));
        auto* choice = suite_choice(page);
        QCOMPARE(choice->currentIndex(), 0);
        choice->setCurrentIndex(choice->findData("memory"));
        QVERIFY(page.workload() == json({{"kind", "native"}, {"suite", "memory"}}));
        QCOMPARE(row_of(page, "triad")->checkState(0), Qt::Checked);
        QCOMPARE(row_of(page, "sqrt")->checkState(0), Qt::Unchecked);
    }

    void a_whole_family_is_ticked_at_once() {
        native_page page;
        page.show();
        page.set_workload({{"kind", "native"}, {"kernels", json::array()}});
        row_of(page, "sqrt")->parent()->setCheckState(0, Qt::Checked);
        QVERIFY(page.workload()["kernels"] == json({"sqrt", "modulo"}));
    }

    void only_values_that_were_set_are_written() {
        native_page page;
        page.show();
        page.set_workload({{"kind", "native"}, {"kernels", {"modulo"}}});
        auto* divisor = value_line(page, "divisor");
        QVERIFY(divisor && divisor->isEnabled());
        QVERIFY(divisor->placeholderText().contains(QLatin1String("1,000,003")));
        QTest::keyClicks(divisor, "97");
        QVERIFY(page.workload()["kernels"] == json::array({{{"kernel", "modulo"}, {"divisor", 97}}}));
        QVERIFY(is_good(page.workload()));
        QVERIFY(row_of(page, "modulo")->text(2).contains(QLatin1String("divisor = 97")));
        divisor->selectAll();
        QTest::keyClick(divisor, Qt::Key_Backspace);
        QVERIFY(page.workload()["kernels"] == json::array({"modulo"}));
    }

    void setting_a_value_ticks_its_kernel_but_a_suite_takes_none() {
        native_page page;
        page.show();
        page.set_workload({{"kind", "native"}, {"kernels", {"modulo"}}});
        page.findChild<QTreeWidget*>()->setCurrentItem(row_of(page, "lru_cache"));
        QTest::keyClicks(value_line(page, "rounds"), "4");
        QVERIFY(page.workload()["kernels"] == json({"modulo", {{"kernel", "lru_cache"}, {"rounds", 4}}}));
        suite_choice(page)->setCurrentIndex(1);
        QVERIFY(!value_line(page, "rounds")->isEnabled());
        QVERIFY(page.workload() == native_page::blank());
    }

    void a_kernel_can_run_twice_with_other_values() {
        native_page page;
        page.show();
        page.set_workload({{"kind", "native"}, {"kernels", {"modulo"}}});
        page.findChild<QPushButton*>()->click();
        QTest::keyClicks(value_line(page, "divisor"), "3");
        QVERIFY(page.workload()["kernels"] == json({"modulo", {{"kernel", "modulo"}, {"divisor", 3}}}));
        QVERIFY(is_good(page.workload()));
    }

    void what_the_reader_refuses_is_said_at_its_place() {
        native_page page;
        page.show();
        page.set_workload({{"kind", "native"}, {"kernels", {"sqrt", {{"kernel", "modulo"}, {"divisor", 0}}}}});
        const auto read = read_native_spec(page.workload(), "");
        QVERIFY(!read);
        QCOMPARE(read.error().where, std::string("/kernels/1/divisor"));
        page.show_fault(read.error().where, "too small");
        QCOMPARE(fault_text(page), QStringLiteral("too small"));  // below the list, as another kernel is seen
        QVERIFY(!value_line(page, "divisor"));
        page.findChild<QTreeWidget*>()->setCurrentItem(row_of(page, "modulo"));
        QCOMPARE(fault_text(page), QStringLiteral("too small"));
        auto* divisor = value_line(page, "divisor");
        QString beside;
        for (const auto* label : divisor->parentWidget()->parentWidget()->findChildren<styled_label*>())
            if (label->part() == label_part::fault && !label->isHidden()) beside = label->text();
        QCOMPARE(beside, QStringLiteral("too small"));
        page.clear_faults();
        QVERIFY(fault_text(page).isEmpty());
    }
};

SWEEPLAB_WIDGET_TEST_MAIN(test_native_page)
#include "test_native_page.moc"
