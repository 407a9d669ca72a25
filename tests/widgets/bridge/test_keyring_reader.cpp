// Keys by name: from the environment at once, from a keyring that answers on the GUI thread, and never a hang.
#include <atomic>
#include <thread>

#include "tests/widgets/support/widget_test_main.h"
#include "widgets/bridge/keyring_reader.h"

using namespace sweeplab;

class test_keyring_reader : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void variables_come_from_the_environment() {
        qputenv("SWEEPLAB_TEST_KEY", "from the environment");
        keyring_reader keys([](const QString&, auto) { QFAIL("the keyring was asked"); }, nullptr);
        QCOMPARE(keys.find("SWEEPLAB_TEST_KEY"), std::string("from the environment"));
        QCOMPARE(keys.find("SWEEPLAB_TEST_NO_SUCH_KEY"), std::string());
    }

    void entries_come_from_the_keyring() {
        QString asked;
        keyring_reader keys(
            [&](const QString& name, std::function<void(std::string)> done) {
                QCOMPARE(QThread::currentThread(), qApp->thread());
                asked = name;
                done("a key");
            },
            nullptr);
        std::string found;
        std::atomic<bool> done = false;
        std::thread engine([&] {
            found = keys.find("keyring:openai");
            done = true;
        });
        QTRY_VERIFY_WITH_TIMEOUT(done.load(), 60'000);
        engine.join();
        QCOMPARE(found, std::string("a key"));
        QCOMPARE(asked, QStringLiteral("openai"));
    }

    void the_gui_thread_does_not_wait_for_itself() {
        keyring_reader keys([](const QString&, auto) {}, nullptr);
        QCOMPARE(keys.find("keyring:openai"), std::string());
    }

    void a_dead_keyring_lets_everyone_go_at_the_end() {
        keyring_reader keys([](const QString&, auto) {}, nullptr);  // never answers
        std::atomic<int> gone = 0;
        std::vector<std::thread> engines;
        for (int i = 0; i < 4; ++i)
            engines.emplace_back([&] {
                keys.find("keyring:openai");
                ++gone;
            });
        QCoreApplication::processEvents();
        keys.give_up();
        for (std::thread& engine : engines) engine.join();
        QCOMPARE(gone.load(), 4);
    }
};

SWEEPLAB_WIDGET_TEST_MAIN(test_keyring_reader)
#include "test_keyring_reader.moc"
