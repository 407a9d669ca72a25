// Writing and reading one large file in blocks, checked by checksums, through the page cache and past it.

#include <fcntl.h>
#include <unistd.h>

#include <cerrno>
#include <cstdlib>
#include <cstring>

#include <fmt/format.h>

#include "engine/foundation/hash.h"
#include "engine/foundation/random.h"
#include "engine/foundation/unique_fd.h"
#include "engine/native/chunk_queue.h"
#include "engine/native/kernel_registry.h"
#include "engine/native/machine_room.h"

namespace sweeplab::native {
namespace {

constexpr std::size_t alignment = 4096;  // that transfers past the page cache need
constexpr std::int64_t block_bytes = 1 << 20;

error io_fault(const char* what) { return {error_kind::io, fmt::format("{}: {}", what, std::strerror(errno)), "", ""}; }

// Memory for one block, laid out as O_DIRECT wants it.
class block_buffer {
public:
    block_buffer() : bytes_(static_cast<char*>(std::aligned_alloc(alignment, block_bytes))) {
        if (!bytes_) throw std::bad_alloc();
    }
    char* data() { return bytes_.get(); }

    // What the block of that number holds, and must hold when it is read.
    void fill(std::int64_t number) {
        random_source random(static_cast<std::uint64_t>(number));
        for (std::int64_t i = 0; i < block_bytes; i += 8) {
            const auto word = random.next();
            std::memcpy(bytes_.get() + i, &word, sizeof word);
        }
    }
    std::uint64_t checksum(std::int64_t bytes) const { return hash64({bytes_.get(), static_cast<std::size_t>(bytes)}); }

private:
    struct release {
        void operator()(char* bytes) const { std::free(bytes); }
    };
    std::unique_ptr<char, release> bytes_;
};

// How the file is reached, in the order of preference.
enum class way { page_cache, direct, advised };

// Past the page cache where the file system can; else through it, with the system asked to drop what it holds.
result<std::pair<unique_fd, way>> open_file(const std::filesystem::path& file, int flags, bool past_cache) {
#ifdef O_DIRECT
    if (past_cache) {
        unique_fd direct(::open(file.c_str(), flags | O_DIRECT | O_CLOEXEC, 0600));
        if (direct) return std::pair{std::move(direct), way::direct};
    }
#endif
    unique_fd plain(::open(file.c_str(), flags | O_CLOEXEC, 0600));
    if (!plain) return tl::unexpected(io_fault("the file could not be opened"));
#ifdef F_NOCACHE
    if (past_cache && ::fcntl(plain.get(), F_NOCACHE, 1) == 0) return std::pair{std::move(plain), way::direct};
#endif
    return std::pair{std::move(plain), past_cache ? way::advised : way::page_cache};
}

void drop_from_cache([[maybe_unused]] int fd) {
#ifdef POSIX_FADV_DONTNEED
    ::posix_fadvise(fd, 0, 0, POSIX_FADV_DONTNEED);
#endif
}

template <class Call>
result<void> transfer(Call call, std::int64_t bytes, const char* fault) {
    for (std::int64_t done = 0; done < bytes;) {
        const auto now = call(done, bytes - done);
        if (now < 0 && errno == EINTR) continue;
        if (now < 0) return tl::unexpected(io_fault(fault));
        if (now == 0) return fail(error_kind::io, std::string(fault) + ": the file ends too early");
        done += now;
    }
    return {};
}

class file_kernel : public kernel {
public:
    file_kernel(const settings& values, bool past_cache)
        : bytes_((values.at("bytes") + block_bytes - 1) / block_bytes * block_bytes),
          past_cache_(past_cache),
          queue_(bytes_ / block_bytes) {}

    kernel_needs needs(int threads) const override { return {threads * block_bytes, bytes_, 8 + threads}; }

protected:
    result<void> make_folder(const kernel_place& place) {
        threads_ = place.threads;
        auto folder = scratch_folder::create(place.folder);
        if (!folder) return tl::unexpected(folder.error());
        folder_ = std::move(*folder);
        buffers_.resize(static_cast<std::size_t>(threads_));
        checksums_.assign(static_cast<std::size_t>(queue_.size()), 0);
        return {};
    }

    result<void> open(int flags) {
        auto opened = open_file(folder_->path() / "file", flags, past_cache_);
        if (!opened) return tl::unexpected(opened.error());
        file_ = std::move(opened->first);
        way_ = opened->second;
        return {};
    }

    result<void> write_block(block_buffer& buffer, std::int64_t number) {
        return transfer(
            [&](std::int64_t done, std::int64_t left) {
                return ::pwrite(file_.get(), buffer.data() + done, static_cast<std::size_t>(left),
                                static_cast<off_t>(number * block_bytes + done));
            },
            block_bytes, "the file could not be written");
    }
    result<void> read_block(block_buffer& buffer, std::int64_t number) {
        return transfer(
            [&](std::int64_t done, std::int64_t left) {
                return ::pread(file_.get(), buffer.data() + done, static_cast<std::size_t>(left),
                               static_cast<off_t>(number * block_bytes + done));
            },
            block_bytes, "the file could not be read");
    }

    std::string way_in_words() const {
        switch (way_) {
            case way::direct: return "Past the page cache (O_DIRECT).";
            case way::advised:
                return "This file system knows no O_DIRECT: through the page cache, which was asked to drop the file "
                       "(posix_fadvise).";
            case way::page_cache: break;
        }
        return "Through the page cache.";
    }

    kernel_findings findings(std::string verified, std::string remark) const {
        kernel_findings found;
        found.work_done = bytes_;
        found.verified = std::move(verified);
        found.remarks = {way_in_words() + " " + remark};
        if (lies_in_memory(folder_->path()).value_or(false))
            found.remarks.push_back("The folder's file system lies in memory: this is no disk's speed.");
        return found;
    }

    std::int64_t bytes_;
    bool past_cache_;
    chunk_queue queue_;
    int threads_ = 1;
    std::unique_ptr<scratch_folder> folder_;
    unique_fd file_;
    way way_ = way::page_cache;
    std::vector<block_buffer> buffers_;     // by thread
    std::vector<std::uint64_t> checksums_;  // by block
};

template <bool PastCache>
class file_writing final : public file_kernel {
public:
    explicit file_writing(const settings& values) : file_kernel(values, PastCache) {}

    result<void> prepare(const kernel_place& place, const stop_signal&) override {
        if (auto made = make_folder(place); !made) return made;
        return open(O_RDWR | O_CREAT);
    }

    // The thread's own data; each block begins with its number, so that no two are alike.
    result<void> prepare_thread(int thread, const stop_signal&) override {
        buffers_[static_cast<std::size_t>(thread)].fill(thread);
        return {};
    }

    result<void> work(int thread, const stop_signal& stop) override {
        auto& buffer = buffers_[static_cast<std::size_t>(thread)];
        while (const auto next = queue_.take(stop)) {
            std::memcpy(buffer.data(), &*next, sizeof *next);
            checksums_[static_cast<std::size_t>(*next)] = buffer.checksum(block_bytes);
            if (auto written = write_block(buffer, *next); !written) return written;
        }
        if (PastCache && !stop.asked() && ::fsync(file_.get()) != 0)
            return tl::unexpected(io_fault("the file could not be written"));
        return {};
    }

    result<kernel_findings> verify(const stop_signal& stop) override {
        block_buffer buffer;
        for (std::int64_t number = 0; number < queue_.size(); ++number) {
            if (stop.asked()) return fail(error_kind::cancelled, "stopped");
            if (auto read = read_block(buffer, number); !read) return tl::unexpected(read.error());
            std::int64_t own = 0;
            std::memcpy(&own, buffer.data(), sizeof own);
            if (own != number || buffer.checksum(block_bytes) != checksums_[static_cast<std::size_t>(number)])
                return fail(error_kind::internal, fmt::format("block {} reads otherwise than it was written", number + 1),
                            "kernel file_write");
        }
        return findings(
            fmt::format("read again, each of {} blocks has the checksum it was written with", grouped(queue_.size())),
            PastCache ? "The time ends when the disk has everything (fsync)."
                      : "The system writes to disk later: this is what a program waits for.");
    }
};

template <bool PastCache>
class file_reading final : public file_kernel {
public:
    explicit file_reading(const settings& values) : file_kernel(values, PastCache) {}

    result<void> prepare(const kernel_place& place, const stop_signal& stop) override {
        if (auto made = make_folder(place); !made) return made;
        if (auto opened = open(O_RDWR | O_CREAT); !opened) return opened;
        block_buffer buffer;
        buffer.fill(0);
        for (std::int64_t number = 0; number < queue_.size(); ++number) {
            if (stop.asked()) return fail(error_kind::cancelled, "stopped");
            std::memcpy(buffer.data(), &number, sizeof number);
            written_.push_back(buffer.checksum(block_bytes));
            if (auto written = write_block(buffer, number); !written) return written;
        }
        if (!PastCache) return {};
        if (::fsync(file_.get()) != 0) return tl::unexpected(io_fault("the file could not be written"));
        drop_from_cache(file_.get());
        return {};
    }

    result<void> work(int thread, const stop_signal& stop) override {
        auto& buffer = buffers_[static_cast<std::size_t>(thread)];
        while (const auto next = queue_.take(stop)) {
            if (auto read = read_block(buffer, *next); !read) return read;
            checksums_[static_cast<std::size_t>(*next)] = buffer.checksum(block_bytes);
        }
        return {};
    }

    result<kernel_findings> verify(const stop_signal& stop) override {
        if (stop.asked()) return fail(error_kind::cancelled, "stopped");
        if (checksums_ != written_)
            return fail(error_kind::internal, "what was read has other checksums than what was written", "kernel file_read");
        return findings(fmt::format("each of {} blocks has the checksum it was written with", grouped(queue_.size())),
                        PastCache ? "The file was on disk and not in the cache; the checksums are part of the time."
                                  : "The file was just written, so the cache holds it; the checksums are part of the time.");
    }

private:
    std::vector<std::uint64_t> written_;  // by block
};

template <class Kernel>
std::unique_ptr<kernel> make(const settings& values) {
    return std::make_unique<Kernel>(values);
}

}  // namespace

std::vector<kernel_entry> file_kernels() {
    constexpr std::int64_t usual = 100'000'000, most = 1'000'000'000'000'000;
    const std::vector<parameter> size{{"bytes", usual, 1, most, "size of the file, rounded up to blocks of 1 MiB"}};
    const auto unit = work_unit::bytes;
    return {
        {"file_write", "files", unit, "Writing a file with checksums, through the page cache", size,
         &make<file_writing<false>>},
        {"file_write_direct", "files", unit, "Writing a file with checksums, past the page cache to the disk", size,
         &make<file_writing<true>>},
        {"file_read", "files", unit, "Reading a file with checksums, from the page cache", size, &make<file_reading<false>>},
        {"file_read_direct", "files", unit, "Reading a file with checksums, past the page cache from the disk", size,
         &make<file_reading<true>>},
    };
}

}  // namespace sweeplab::native
