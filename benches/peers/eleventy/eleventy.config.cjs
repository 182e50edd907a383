// Shelves by cause, severity and service, in pages of 100 rows, with a feed of the newest 20 each.
const FACETS = ["root_cause", "severity", "services"];
const ROWS = 100;

module.exports = (config) => {
  const newest = (api) => api.getFilteredByTag("incidents").slice().reverse();
  const shelves = (api) => {
    const found = new Map();
    for (const incident of newest(api)) {
      for (const facet of FACETS) {
        for (const name of [incident.data[facet]].flat()) {
          const folder = `${facet}/${config.getFilter("slugify")(name)}/`;
          if (!found.has(folder)) found.set(folder, { name, folder, all: [] });
          found.get(folder).all.push(incident);
        }
      }
    }
    return [...found.values()];
  };
  config.addCollection("newest", newest);
  config.addCollection("shelves", (api) =>
    shelves(api).flatMap(({ name, folder, all }) =>
      Array.from({ length: Math.ceil(all.length / ROWS) }, (_, page) => ({
        name,
        address: `${folder}${page ? `page/${page + 1}/` : ""}index.html`,
        rows: all.slice(page * ROWS, (page + 1) * ROWS),
      })),
    ),
  );
  config.addCollection("followed", (api) =>
    [{ name: "Made up", folder: "", all: newest(api) }, ...shelves(api)].map((shelf) => ({
      ...shelf,
      newest: shelf.all.slice(0, 20),
    })),
  );
};
