// The kernels that this build knows. A new one adds its entry to the list of its family.
#pragma once

#include "engine/foundation/json_reader.h"
#include "engine/native/kernel.h"

namespace sweeplab::native {

const std::vector<kernel_entry>& all_kernels();
const kernel_entry* find_kernel(std::string_view name);  // null: unknown
std::string kernel_names();                              // "sqrt, modulo, …", for messages
std::vector<std::string> suite_names();                  // "all" and the families

// A kernel with the values that it is to run with.
struct kernel_choice {
    const kernel_entry* kernel = nullptr;
    settings values;

    json to_json() const;   // with every value: what identifies the work
    json shortest() const;  // what a person would write: the name, or an object with the unusual values
};

kernel_choice usual_choice(const kernel_entry& entry);
// "triad" or {"kernel": "triad", "elements": 1000000}; the error names the JSON path.
result<kernel_choice> read_kernel_choice(const json& value, const std::string& path);

// The lists of the families, each in the file of its kernels.
std::vector<kernel_entry> arithmetic_kernels();
std::vector<kernel_entry> reduction_kernels();
std::vector<kernel_entry> bandwidth_kernels();
std::vector<kernel_entry> latency_kernels();
std::vector<kernel_entry> allocation_kernels();
std::vector<kernel_entry> cache_kernels();
std::vector<kernel_entry> database_kernels();
std::vector<kernel_entry> file_kernels();
std::vector<kernel_entry> request_kernels();

}  // namespace sweeplab::native
