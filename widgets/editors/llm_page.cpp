#include "widgets/editors/llm_page.h"

#include "widgets/editors/llm_rows.h"

namespace sweeplab {
json llm_page::blank() {
    return {{"kind", "llm"},      {"endpoint", {{"base_url", "http://127.0.0.1:8080/v1"}, {"model", ""}}},
            {"prompt", "{item}"}, {"items", {{"made_up", {{"count", 12}, {"words", 50}, {"seed", 1}}}}},
            {"max_tokens", 128},  {"stream", true}};
}

llm_page::llm_page(QWidget* parent) : workload_page(parent) {
    form().add_heading(tr("Endpoint"));
    add_address_rows(form(), "/endpoint");
    key_ = new key_rows(form(), "/endpoint");
    add_request_rows();
    add_limit_rows();
    add_result_rows(
        tr("From the answer's text: a JSON pointer (/beliefs; a list counts its entries) or a regular expression. "
           "Token counts come from the server by themselves."));
}

void llm_page::add_request_rows() {
    form().add_heading(tr("Request"));
    form().add(tr("System text"), "/system", new text_field(tr("none"), 2));
    form().add(tr("Prompt"), "/prompt", new text_field(tr("default: {item}"), 4),
               tr("{item} {item_name} {workers} {seed} are filled in."));
    add_items_row(tr("Items"));
    add_answer_rows(form(), "");
}

void llm_page::add_limit_rows() {
    form().add_heading(tr("Time limits, seconds"));
    add_time_limit_rows(form(), "/timeouts");
    form().add(tr("Connections"), "/preconnect", new switch_field(tr("Open them before the clock starts"), true));
}

void llm_page::set_workload(const json& workload) {
    key_->show_source(workload);
    workload_page::set_workload(workload);
}

}  // namespace sweeplab
