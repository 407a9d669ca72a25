#include "engine/http/receive_stamps.h"

namespace sweeplab {
namespace {

class wake_up_stamps final : public receive_stamps {
public:
    bool enable(int) override { return false; }
    receive_stamp of_waiting_bytes(int, instant woke_at) override { return {woke_at, woke_at, false}; }
};

}  // namespace

std::unique_ptr<receive_stamps> make_wake_up_stamps() { return std::make_unique<wake_up_stamps>(); }

#ifndef __linux__
std::unique_ptr<receive_stamps> make_kernel_receive_stamps() { return nullptr; }
#endif

}  // namespace sweeplab
