#include "engine/foundation/task_thread.h"

#include <pthread.h>

#include <future>
#include <memory>

namespace sweeplab {

task_thread::task_thread(std::string name)
    : thread_([this, name = std::move(name)] {
#ifdef __linux__
          ::pthread_setname_np(::pthread_self(), name.substr(0, 15).c_str());
#endif
          work_off();
      }) {
}

task_thread::~task_thread() {
    {
        const std::lock_guard lock(mutex_);
        ending_ = true;
        wake_.notify_one();
    }
    thread_.join();
}

void task_thread::post(std::function<void()> work) {
    // Notified with the mutex held: the work may lead to this object's end while the caller is still here.
    const std::lock_guard lock(mutex_);
    queue_.push_back(std::move(work));
    if (queue_.size() == 1) wake_.notify_one();
}

void task_thread::drain() {
    // Shared, because the waiting thread may go on before set_value() has returned on the other one.
    const auto reached = std::make_shared<std::promise<void>>();
    post([reached] { reached->set_value(); });
    reached->get_future().wait();
}

void task_thread::work_off() {
    std::vector<std::function<void()>> batch;
    while (true) {
        {
            std::unique_lock lock(mutex_);
            wake_.wait(lock, [this] { return ending_ || !queue_.empty(); });
            if (queue_.empty()) return;
            batch.swap(queue_);
        }
        for (auto& work : batch) work();
        batch.clear();
    }
}

}  // namespace sweeplab
