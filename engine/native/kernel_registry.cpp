#include "engine/native/kernel_registry.h"

#include <algorithm>
#include <iterator>

#include "engine/foundation/text.h"

namespace sweeplab::native {
namespace {

std::vector<kernel_entry> join_lists() {
    std::vector<kernel_entry> all;
    for (auto* const list : {&arithmetic_kernels, &reduction_kernels, &bandwidth_kernels, &latency_kernels,
                             &allocation_kernels, &cache_kernels, &database_kernels, &file_kernels, &request_kernels}) {
        auto family = list();
        std::move(family.begin(), family.end(), std::back_inserter(all));
    }
    return all;
}

result<kernel_choice> unknown_kernel(const std::string& name, const std::string& path) {
    return fail(error_kind::bad_input, "there is no native kernel " + json_shown(json(name)), path,
                "The kernels are " + kernel_names());
}

}  // namespace

const std::vector<kernel_entry>& all_kernels() {
    static const auto all = join_lists();
    return all;
}

const kernel_entry* find_kernel(std::string_view name) {
    for (const auto& entry : all_kernels())
        if (entry.name == name) return &entry;
    return nullptr;
}

std::string kernel_names() {
    std::vector<std::string> names;
    for (const auto& entry : all_kernels()) names.push_back(entry.name);
    return join(names, ", ");
}

std::vector<std::string> suite_names() {
    std::vector<std::string> names{"all"};
    for (const auto& entry : all_kernels())
        if (std::find(names.begin(), names.end(), entry.family) == names.end()) names.push_back(entry.family);
    return names;
}

json kernel_choice::to_json() const {
    json value{{"kernel", kernel->name}};
    for (const auto& [name, number] : values) value[name] = number;
    return value;
}

json kernel_choice::shortest() const {
    json value{{"kernel", kernel->name}};
    for (const auto& each : kernel->parameters)
        if (const auto number = values.at(each.name); number != each.usual) value[each.name] = number;
    return value.size() == 1 ? json(kernel->name) : value;
}

kernel_choice usual_choice(const kernel_entry& entry) {
    kernel_choice choice{&entry, {}};
    for (const auto& each : entry.parameters) choice.values[each.name] = each.usual;
    return choice;
}

result<kernel_choice> read_kernel_choice(const json& value, const std::string& path) {
    if (value.is_string()) {
        const auto* const entry = find_kernel(value.get_ref<const std::string&>());
        return entry ? result<kernel_choice>(usual_choice(*entry)) : unknown_kernel(value.get<std::string>(), path);
    }
    if (!value.is_object())
        return fail(error_kind::bad_input, "must be a kernel's name or an object, not " + json_type_in_words(value), path,
                    "Write \"triad\" or {\"kernel\": \"triad\", \"elements\": 1000000}");
    json_object_reader reader(value, path);
    reader.require("kernel");
    const auto name = reader.string("kernel");
    if (reader.failed()) return tl::unexpected(reader.fault());
    const auto* const entry = find_kernel(*name);
    if (!entry) return unknown_kernel(*name, reader.path_of("kernel"));
    kernel_choice choice = usual_choice(*entry);
    for (const auto& each : entry->parameters)
        choice.values[each.name] = reader.integer(each.name, each.least, each.most).value_or(each.usual);
    reader.finish();
    if (!reader.failed() && entry->fault_of)
        if (const auto fault = entry->fault_of(choice.values); !fault.empty()) reader.complain(fault, path);
    if (reader.failed()) return tl::unexpected(reader.fault());
    return choice;
}

}  // namespace sweeplab::native
