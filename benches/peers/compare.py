#!/usr/bin/env python3
"""Builds one made-up archive with retrospect and with other generators, and prints what each cost.

    compare.py --retrospect PROGRAM --archive FOLDER [--hugo PROGRAM] [--zola PROGRAM]
               [--mdbook PROGRAM] [--eleventy FOLDER] [--runs 3] [--work FOLDER]

FOLDER of --archive is made by `cargo bench --bench build -- --make FOLDER COUNT`. A generator that
is not named is left out. docs/performance.md says how to get each one and what the rows mean.
The generators are run in turn, round by round, so that load on the machine meets all of them;
the table shows the round with the least CPU time of each.
"""
import argparse
import json
import os
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile
import time

HERE = pathlib.Path(__file__).resolve().parent
MATTER = re.compile(r"\A---\n(.*?)\n---\n", re.S)


def documents(archive):
    """Name, front matter and body of every document, by path."""
    for file in sorted((archive / "content").rglob("*.md")):
        text = file.read_text("utf-8")
        found = MATTER.match(text)
        yield file.stem, found.group(1), text[found.end():]


def retrospect(archive, folder, settings):
    shutil.copytree(archive / "content", folder / "content")
    (folder / "site.toml").write_text((archive / "site.toml").read_text("utf-8") + settings, "utf-8")


def hugo(archive, folder, settings):
    shutil.copytree(HERE / "hugo", folder, dirs_exist_ok=True)
    with (folder / "hugo.toml").open("a", encoding="utf-8") as file:
        file.write(settings)
    (folder / "content" / "incidents").mkdir(parents=True)
    for name, matter, body in documents(archive):
        # Every cause, severity and service is a term of its taxonomy; braces of shortcodes are not used.
        lists = re.sub(r"^(root_cause|severity): (.*)$", r"\1: [\2]", matter, flags=re.M)
        text = f"---\n{lists}\n---\n{body}"
        (folder / "content" / "incidents" / f"{name}.md").write_text(text, "utf-8")


def zola(archive, folder, settings):
    shutil.copytree(HERE / "zola", folder, dirs_exist_ok=True)
    file = folder / "config.toml"
    # What is added are keys of the whole file, not of a table of it.
    file.write_text(settings + file.read_text("utf-8"), "utf-8")
    for name, matter, body in documents(archive):
        stated = dict(line.split(": ", 1) for line in matter.split("\n"))
        taxonomies = {
            "root_cause": f"[{stated['root_cause']}]",
            "severity": f"[{stated['severity']}]",
            "services": stated["services"],
        }
        extra = {key: stated[key] for key in ["duration", "impact"]}
        # What a list shows of a page; the others cut it from the first paragraph themselves.
        summary = re.search(r"^[^#\n].*", body, re.M).group(0)[:200]
        text = "\n".join([
            "---",
            f"title: {stated['title']}",
            f"date: {stated['date']}",
            f"description: {json.dumps(summary)}",
            "taxonomies:", *(f"  {key}: {value}" for key, value in taxonomies.items()),
            "extra:", *(f"  {key}: {json.dumps(value)}" for key, value in extra.items()),
            "---",
        ])
        (folder / "content" / "incidents" / f"{name}.md").write_text(f"{text}\n{body}", "utf-8")


def mdbook(archive, folder, settings):
    source = folder / "src"
    source.mkdir(parents=True)
    (folder / "book.toml").write_text(f'[book]\ntitle = "Made up"\n{settings}', "utf-8")
    summary = ["# Summary\n"]
    for name, matter, body in documents(archive):
        title = re.search(r"^title: (.*)$", matter, re.M).group(1)
        summary.append(f"- [{title}]({name}.md)")
        (source / f"{name}.md").write_text(f"# {title}\n{body}", "utf-8")
    (source / "SUMMARY.md").write_text("\n".join(summary) + "\n", "utf-8")


def eleventy(archive, folder, _settings):
    shutil.copytree(HERE / "eleventy", folder, dirs_exist_ok=True)
    (folder / "incidents").mkdir()
    shutil.copy(folder / "incidents.json", folder / "incidents" / "incidents.json")
    for name, matter, body in documents(archive):
        (folder / "incidents" / f"{name}.md").write_text(f"---\n{matter}\n---\n{body}", "utf-8")


ZOLA_COLOURS = 'markdown.highlighting = { theme = "github-light", style = "class" }\n'
PLAIN_HUGO = "\n[markup.highlight]\ncodeFences = false\n"
UNRELATED = "\n[params]\nrelated = false\n"
NO_SEARCH = "\n[search]\nenabled = false\n"
PLAIN = NO_SEARCH + "\n[markdown]\nhighlight = false\n"


def variants(options):
    """Name of a row, how its site is made, what is added to its settings, its command, its output."""
    own = [options.retrospect.resolve(), "build", "--quiet"]
    yield "retrospect, plain", retrospect, PLAIN, own, "public"
    yield "retrospect, highlighting", retrospect, NO_SEARCH, own, "public"
    yield "retrospect, highlighting and search", retrospect, "", own, "public"
    if options.hugo:
        command = [options.hugo.resolve(), "--quiet"]
        yield "Hugo, plain", hugo, PLAIN_HUGO, command, "public"
        yield "Hugo, highlighting", hugo, "", command, "public"
        yield "Hugo, plain, nothing related", hugo, PLAIN_HUGO + UNRELATED, command, "public"
        yield "Hugo, highlighting, nothing related", hugo, UNRELATED, command, "public"
    if options.zola:
        command = [options.zola.resolve(), "build"]
        yield "Zola, plain", zola, "", command, "public"
        yield "Zola, highlighting", zola, ZOLA_COLOURS, command, "public"
        yield "Zola, highlighting and search", zola, ZOLA_COLOURS + "build_search_index = true\n", command, "public"
    if options.mdbook:
        command = [options.mdbook.resolve(), "build"]
        yield "mdBook, plain", mdbook, "\n[output.html.search]\nenable = false\n", command, "book"
        yield "mdBook, search", mdbook, "", command, "book"
    if options.eleventy:
        program = options.eleventy.resolve() / "node_modules/@11ty/eleventy/cmd.cjs"
        yield "Eleventy, plain", eleventy, "", ["node", program, "--quiet"], "_site"


# Whose CPU time the others' is told in.
YARDSTICKS = ["Hugo, plain", "Hugo, highlighting", "Zola, plain", "Zola, highlighting"]


def build(command, folder, output):
    """Wall seconds, CPU seconds and peak MiB of one build into an empty folder."""
    shutil.rmtree(folder / output, ignore_errors=True)
    for left in folder.glob(f".{output}.*"):
        shutil.rmtree(left)
    environment = dict(os.environ, NO_COLOR="1", ELEVENTY_SKIP_VERSION_CHECK="1",
                       HUGO_CACHEDIR=str(folder.parent / "hugo-cache"))
    with tempfile.TemporaryFile() as said:
        started = time.monotonic()
        process = subprocess.Popen(command, cwd=folder, env=environment, stdout=said, stderr=said)
        _, status, used = os.wait4(process.pid, 0)
        wall = time.monotonic() - started
        process.returncode = os.waitstatus_to_exitcode(status)
        if process.returncode != 0:
            said.seek(0)
            sys.exit(f"{command}: {said.read().decode(errors='replace')[-2000:]}")
    return wall, used.ru_utime + used.ru_stime, used.ru_maxrss / 1024


def written(folder):
    files = [file for file in folder.rglob("*") if file.is_file()]
    return len(files), sum(file.stat().st_size for file in files) / 1e6


def main():
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    for name in ["retrospect", "archive"]:
        options.add_argument(f"--{name}", type=pathlib.Path, required=True)
    for name in ["hugo", "zola", "mdbook", "eleventy", "work"]:
        options.add_argument(f"--{name}", type=pathlib.Path)
    options.add_argument("--runs", type=int, default=3)
    options = options.parse_args()
    with tempfile.TemporaryDirectory(prefix="retrospect-peers-", dir=options.work) as work:
        compare(options, pathlib.Path(work))


def compare(options, work):
    rows = []
    for number, (name, make, settings, command, output) in enumerate(variants(options)):
        folder = work / f"{number}"
        folder.mkdir()
        make(options.archive, folder, settings)
        rows.append((name, command, folder, output, []))
    for _ in range(options.runs):
        for _, command, folder, output, costs in rows:
            costs.append(build(command, folder, output))
    count = sum(1 for _ in (options.archive / "content").rglob("*.md"))
    print(f"{count} documents; load {' '.join(f'{load:.1f}' for load in os.getloadavg())}\n")
    least = {name: min(costs, key=lambda cost: cost[1]) for name, *_, costs in rows}
    peers = [peer for peer in YARDSTICKS if peer in least]
    heads = ["generator", "wall s", "CPU s", *(f"÷ {peer}" for peer in peers), "peak MiB", "files", "MB"]
    print(f"| {' | '.join(heads)} |")
    print(f"|---|{'--:|' * (len(heads) - 1)}")
    for name, _, folder, output, _ in rows:
        wall, cpu, peak = least[name]
        ratios = [f"{cpu / least[peer][1]:.2f}" for peer in peers]
        files, size = written(folder / output)
        cells = [name, f"{wall:.2f}", f"{cpu:.2f}", *ratios, f"{peak:.0f}", f"{files}", f"{size:.0f}"]
        print(f"| {' | '.join(cells)} |")


if __name__ == "__main__":
    main()
