// The peer: the same first screen written the way most web teams would write it today.
import { createRoot } from "react-dom/client";
import { createHashRouter, Link, RouterProvider, useLocation } from "react-router";
import { QueryClient, QueryClientProvider, useQuery } from "@tanstack/react-query";
import "./style.css";

const params = new URLSearchParams(location.search);
const api = params.get("proxy").replace(/\/$/, "");
const token = params.get("token") ?? "";
const time = new Intl.DateTimeFormat(undefined, { dateStyle: "medium", timeStyle: "medium" });

async function get(path) {
  const response = await fetch(`${api}${path.replace(/^.*\/api/, "")}?format=Entity`, {
    headers: { Accept: "application/json", ...(token && { "X-RestSvcSessionId": token }) },
  });
  if (!response.ok) throw new Error(`HTTP ${response.status}`);
  return response.json();
}

function Value({ name, value }) {
  if (name === "Progress") return <progress max="100" value={value} />;
  if (/UTC$/.test(name)) return time.format(new Date(value));
  return String(value);
}

function Entity() {
  const { pathname } = useLocation();
  const { data, error, isPending } = useQuery({
    queryKey: [pathname],
    queryFn: () => get(pathname),
    refetchInterval: (q) => (q.state.data?.State === "Stopped" ? false : 5000),
  });
  if (isPending) return <p role="status">Loading…</p>;
  if (error) return <p role="alert">{error.message}</p>;
  const { Links = [], Name, ...fields } = data;
  return (
    <main>
      <h1>{Name}</h1>
      <dl>
        {Object.entries(fields).map(([name, value]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd><Value name={name} value={value} /></dd>
          </div>
        ))}
      </dl>
      <ul>
        {Links.map((link) => (
          <li key={link.Href}>
            <Link to={new URL(link.Href).pathname}>{link.Rel}: {link.Name ?? link.Type}</Link>
          </li>
        ))}
      </ul>
    </main>
  );
}

const router = createHashRouter([{ path: "*", element: <Entity /> }]);
createRoot(document.getElementById("root")).render(
  <QueryClientProvider client={new QueryClient()}>
    <RouterProvider router={router} />
  </QueryClientProvider>,
);
