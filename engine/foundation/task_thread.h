// One background thread that does posted work in order: decoding, storing, anything that must not
// stand between two time stamps of the trial loop.
#pragma once

#include <condition_variable>
#include <functional>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

namespace sweeplab {

class task_thread {
public:
    explicit task_thread(std::string name);
    ~task_thread();  // does what was posted, then ends
    task_thread(const task_thread&) = delete;
    task_thread& operator=(const task_thread&) = delete;

    void post(std::function<void()> work);  // any thread
    void drain();                           // waits until all that was posted before is done; not from the thread itself

private:
    void work_off();

    std::mutex mutex_;
    std::condition_variable wake_;
    std::vector<std::function<void()>> queue_;
    bool ending_ = false;
    std::thread thread_;
};

}  // namespace sweeplab
