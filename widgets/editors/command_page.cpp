#include "widgets/editors/command_page.h"

namespace sweeplab {
namespace {

constexpr auto mode = "/mode";
constexpr auto items = "/items";
constexpr auto folder = "/cwd";

line_field* number(const QString& placeholder) { return new line_field(line_field::holds::number, placeholder); }
line_field* whole(const QString& placeholder) { return new line_field(line_field::holds::whole_number, placeholder); }

}  // namespace

json command_page::blank() {
    return {{"kind", "command"},
            {"mode", "per_item"},
            {"argv", {"sleep", "0.2"}},
            {"items", {{"made_up", {{"count", 12}, {"words", 5}, {"seed", 1}}}}}};
}

command_page::command_page(QWidget* parent) : workload_page(parent) {
    add_command_rows();
    add_ending_rows();
    add_agent_rows();
    add_result_rows(
        tr("From what the command writes to its standard output, or from a file that it leaves: a JSON pointer (/beliefs; a "
           "list counts its entries) or a regular expression."));
    form().add(tr("In the file"), "/result/file", new line_field(line_field::holds::text, tr("standard output")),
               tr("A file in the job's folder, as in usage.json."));
    connect(&form(), &field_form::changed, this, &command_page::show_items_row);
    show_items_row();
}

void command_page::add_command_rows() {
    form().add_heading(tr("Command"));
    form().add(tr("One job is"), mode,
               new choice_field({{"per_item", tr("one run of the command for each item")},
                                 {"whole", tr("one run of a command that parallelises itself")}}));
    form().add(
        tr("Command"), "/argv",
        new words_field(words_field::holds::arguments, tr("e.g. uv run generate --prompt={prompt} --parallel={workers}"), 3),
        tr("Split at blanks; quotes keep them. {workers} {item} {item_name} {prompt} {seed} are filled in."));
    form().add(tr("Shell"), "/shell", new switch_field(tr("The first word is a script for /bin/sh"), false));
    add_items_row(tr("Items"));
    form().add(tr("Prompt"), "/prompt", new text_field(tr("what {prompt} becomes"), 3));
    form().add(tr("Standard input"), "/stdin", new text_field(tr("nothing"), 2));
    form().add(tr("Environment"), "/env", new words_field(words_field::holds::assignments, tr("e.g. MODEL=small"), 3),
               tr("One NAME=value a line, on top of the environment Sweeplab was started with. Put no keys here: they "
                  "would be stored with the plan."));
    form().add(tr("Working folder"), folder, new path_field(path_field::looks_for::folder, tr("the plan's folder")));
}

void command_page::add_ending_rows() {
    form().add_heading(tr("Limits"));
    form().add(tr("Time limit, s"), "/timeout_s", number(tr("none")));
    form().add(tr("Good exit codes"), "/expect_exit", new numbers_field(tr("default: 0")));
    form().add(tr("Output kept, bytes"), "/keep_output_bytes", whole(tr("default: 65536")));
}

void command_page::add_agent_rows() {
    form().add_heading(tr("Agents, whose work is in files"));
    form().add_section(tr("Folder"), "/workspace", tr("A fresh folder for each job"),
                       tr("Made before the job begins; no part of its time."));
    form().add(tr("Copied from"), "/workspace/from", new path_field(path_field::looks_for::folder, tr("empty")));
    form().add(tr("Made in"), "/workspace/in", new path_field(path_field::looks_for::folder, tr("the user's cache")));
    form().add(tr("Kept afterwards"), "/workspace/keep",
               new choice_field({{"failed", tr("of failed jobs")}, {"all", tr("of all jobs")}, {"none", tr("of none")}}));
    form().add_section(tr("Check"), "/check", tr("A command decides whether the job succeeded"),
                       tr("Run after it in the same folder; exit code 0 means solved."));
    form().add(tr("Check command"), "/check/argv", new words_field(words_field::holds::arguments, tr("e.g. make test"), 2));
    form().add(tr("Check in a shell"), "/check/shell",
               new switch_field(tr("The first word is a script for /bin/sh"), false));
    form().add(tr("Check's limit, s"), "/check/timeout_s", number(tr("none")));
}

void command_page::show_items_row() { form().set_row_visible(items, form().field(mode)->value() != json("whole")); }

void command_page::set_workload(const json& workload) {
    json full = workload.is_object() ? workload : json::object();
    if (!full.contains("mode")) full["mode"] = full.contains("items") ? "per_item" : "whole";
    workload_page::set_workload(full);
    show_items_row();
}

// A plan without a working folder runs in its own; elsewhere that has to be said.
void command_page::rebase(const std::string& base) {
    workload_page::rebase(base);
    form_field* place = form().field(folder);
    if (place->value().is_null() && !base.empty()) place->set_value(base);
}

}  // namespace sweeplab
