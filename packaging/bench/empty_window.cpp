// The peer of the window's start: a Qt program with an empty main window. Prints the milliseconds from
// SWEEPLAB_STARTED_NS (of the monotonic clock) to its first paint, and ends.
#include <chrono>
#include <cstdio>

#include <QApplication>
#include <QMainWindow>
#include <QTimer>

namespace {

void print_time_and_end() {
    const auto now = std::chrono::steady_clock::now().time_since_epoch().count();
    const auto started = qEnvironmentVariable("SWEEPLAB_STARTED_NS").toLongLong();
    std::printf("%.3f\n", static_cast<double>(now - started) * 1e-6);
    std::fflush(stdout);
    QApplication::quit();
}

class empty_window final : public QMainWindow {
protected:
    void paintEvent(QPaintEvent* event) override {
        QMainWindow::paintEvent(event);
        if (painted_) return;
        painted_ = true;
        // Once what is being painted has reached the screen.
        QTimer::singleShot(0, print_time_and_end);
    }

private:
    bool painted_ = false;
};

}  // namespace

int main(int argc, char** argv) {
    QApplication application(argc, argv);
    empty_window window;
    window.resize(1280, 800);
    window.show();
    return QApplication::exec();
}
