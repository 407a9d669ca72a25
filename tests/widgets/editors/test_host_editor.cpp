// The host editor: profiles survive unchanged, this machine's hardware cannot be changed, faults stay out of the store.
#include <QDialogButtonBox>
#include <QLineEdit>
#include <QListWidget>
#include <QPushButton>
#include <QSignalSpy>
#include <fstream>

#include "tests/widgets/support/fake_session.h"
#include "tests/widgets/support/widget_test_main.h"
#include "widgets/editors/host_editor.h"

using namespace sweeplab;
using namespace sweeplab::test;

namespace {

std::vector<host_profile> shipped_hosts() {
    std::ifstream file(SWEEPLAB_SOURCE_DIR "/resources/hosts.json");
    std::vector<host_profile> hosts;
    for (const json& host : json::parse(file)) hosts.push_back(*read_host_profile(host, ""));
    return hosts;
}

struct open_editor {
    session_bridge bridge;
    fake_session* session;
    std::unique_ptr<host_editor> editor;
    open_editor() {
        auto made = std::make_unique<fake_session>();
        session = made.get();
        session->library.saved_hosts = shipped_hosts();
        bridge.attach(std::move(made));
        editor = std::make_unique<host_editor>(bridge, *session->hosts(), "", nullptr);
    }
    QListWidget* list() { return editor->findChild<QListWidget*>(); }
    QLineEdit* line(const char* name) {
        for (auto* one : editor->findChildren<QLineEdit*>())
            if (one->accessibleName() == QLatin1String(name)) return one;
        return nullptr;
    }
    QPushButton* button(const char* text) {
        for (auto* one : editor->findChildren<QPushButton*>())
            if (one->text().remove('&') == QLatin1String(text)) return one;
        return nullptr;
    }
    QPushButton* ok() { return editor->findChild<QDialogButtonBox*>()->button(QDialogButtonBox::Ok); }
    void save() {
        QSignalSpy accepted(editor.get(), &QDialog::accepted);
        ok()->click();
        QTRY_COMPARE_WITH_TIMEOUT(accepted.count(), 1, 60'000);
    }
};

}  // namespace

class test_host_editor : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void looking_changes_nothing() {
        open_editor f;
        const auto before = f.session->library.saved_hosts;
        QVERIFY(before.size() == 3);
        for (int row = 0; row < f.list()->count(); ++row) f.list()->setCurrentRow(row);
        f.save();
        QVERIFY(f.session->library.saved_hosts == before);
    }

    void hardware_of_this_machine_is_read_only() {
        open_editor f;
        f.list()->setCurrentRow(0);
        QVERIFY(f.line("Processor")->isReadOnly());
        QVERIFY(!f.line("Name")->isReadOnly());
        QVERIFY(!f.button("Delete")->isEnabled());
        f.list()->setCurrentRow(1);
        QVERIFY(!f.line("Processor")->isReadOnly());
        QVERIFY(f.button("Delete")->isEnabled());
    }

    void a_new_host_is_saved() {
        open_editor f;
        f.button("Add")->click();
        f.line("Name")->selectAll();
        QTest::keyClicks(f.line("Name"), "Build server");
        QTest::keyClicks(f.line("Tokens a second"), "30, 50");
        QTest::keyClicks(f.line("Usual sweep"), "1-4");
        f.save();
        QCOMPARE(f.session->library.saved_hosts.size(), std::size_t{4});
        const host_profile& saved = f.session->library.saved_hosts.back();
        QCOMPARE(saved.name, std::string("Build server"));
        QVERIFY(saved.expected_tokens_per_s == (number_range{30, 50}));
        QCOMPARE(saved.default_sweep, (std::vector<int>{1, 2, 3, 4}));
        QVERIFY(!saved.measured && !saved.id.empty());
        QCOMPARE(f.editor->chosen_id(), saved.id);
    }

    void duplicates_get_an_id_of_their_own() {
        open_editor f;
        f.list()->setCurrentRow(3);
        f.button("Duplicate")->click();
        f.save();
        const auto& hosts = f.session->library.saved_hosts;
        QCOMPARE(hosts.size(), std::size_t{4});
        QVERIFY(hosts.back().id != hosts[2].id);
        QCOMPARE(hosts.back().cpu_model, hosts[2].cpu_model);
    }

    void deleting_waits_for_ok() {
        open_editor f;
        f.list()->setCurrentRow(1);
        const std::string gone = f.session->library.saved_hosts.front().id;
        f.button("Delete")->click();
        QCOMPARE(f.session->library.saved_hosts.size(), std::size_t{3});
        f.save();
        QCOMPARE(f.session->library.saved_hosts.size(), std::size_t{2});
        QVERIFY(f.session->library.saved_hosts.front().id != gone);
    }

    void faults_keep_ok_away_data() {
        QTest::addColumn<QString>("field");
        QTest::addColumn<QString>("typed");
        QTest::newRow("no name") << "Name"
                                 << "";
        QTest::newRow("backwards") << "Tokens a second"
                                   << "50, 30";
        QTest::newRow("one number") << "Best worker counts"
                                    << "4";
        QTest::newRow("words") << "Threads"
                               << "many";
        QTest::newRow("counts") << "Usual sweep"
                                << "0";
        QTest::newRow("years") << "Written off in, years"
                               << "-1";
    }
    void faults_keep_ok_away() {
        QFETCH(QString, field);
        QFETCH(QString, typed);
        open_editor f;
        f.list()->setCurrentRow(1);
        QLineEdit* line = f.line(field.toLatin1().constData());
        QVERIFY(line);
        line->setFocus();
        line->selectAll();
        QTest::keyClick(line, Qt::Key_Delete);
        QTest::keyClicks(line, typed);
        QTRY_VERIFY_WITH_TIMEOUT(!f.ok()->isEnabled(), 60'000);
        QVERIFY(f.session->library.saved_hosts == shipped_hosts());
    }
};

SWEEPLAB_WIDGET_TEST_MAIN(test_host_editor)
#include "test_host_editor.moc"
