#include "widgets/bridge/generator_calibration.h"

#include "engine/calibration/calibrate.h"
#include "widgets/models/words.h"

namespace sweeplab {
namespace {

// What a sweep and a calibration measure at the same time is right for neither.
error sweep_is_running() {
    return {error_kind::busy,
            "a sweep is running, and each would disturb what the other measures",
            {},
            "Wait until it has ended, or stop it."};
}

result<host_profile> calibrate_and_keep(engine_session& session, const generator_calibration::method& how,
                                        const std::function<bool(const std::string&)>& progress) {
    if (session.sweeping()) return tl::make_unexpected(sweep_is_running());
    auto limits = how(progress);
    if (!limits) return tl::make_unexpected(std::move(limits.error()));
    auto hosts = session.hosts();
    if (!hosts) return tl::make_unexpected(std::move(hosts.error()));
    host_profile here = std::move(hosts->front());
    here.generator = *limits;
    if (auto saved = session.store().save_host(here); !saved) return tl::make_unexpected(std::move(saved.error()));
    return here;
}

}  // namespace

generator_calibration::generator_calibration(session_bridge& bridge, QObject* parent)
    : generator_calibration(bridge, calibrate_generator, parent) {}

generator_calibration::generator_calibration(session_bridge& bridge, method how, QObject* parent)
    : QObject(parent), bridge_(bridge), how_(std::move(how)) {}

generator_calibration::~generator_calibration() { cancel(); }

QString generator_calibration::why_not() const {
    if (!bridge_.attached()) return tr("No library is open to keep it in.");
    return bridge_.session().sweeping() ? error_in_words(sweep_is_running()) : QString();
}

void generator_calibration::start() {
    if (running_ || !bridge_.attached()) return;
    running_ = true;
    cancelled_ = std::make_shared<std::atomic<bool>>(false);
    const auto progress = [this, &bridge = bridge_, guard = QPointer<QObject>(this),
                           cancelled = cancelled_](const std::string& step) {
        // The guard is looked at on the GUI thread only.
        bridge.post(guard, [this, text = QString::fromStdString(step)] { Q_EMIT step_began(text); });
        return !*cancelled;
    };
    bridge_.ask(
        this, [how = how_, progress](engine_session& session) { return calibrate_and_keep(session, how, progress); },
        [this](const result<host_profile>& answer) {
            running_ = false;
            if (answer) Q_EMIT finished(*answer);
            else Q_EMIT failed(answer.error());
        });
}

void generator_calibration::cancel() {
    if (cancelled_) *cancelled_ = true;
}

}  // namespace sweeplab
