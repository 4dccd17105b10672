// The tasks of a page that take long: the browser names those of 50 ms and more.

/// Notes them, in every document that the page opens from now on.
export async function watchTasks(page) {
  await page.addInitScript(() => {
    window.tasks = [];
    new PerformanceObserver((list) => window.tasks.push(...list.getEntries().map(({ duration }) => duration))).observe({ type: "longtask" });
  });
}

/// Waits until the page has nothing left to draw; the longest task since it was last asked for, in ms, 0 where none was of 50.
export async function settled(page) {
  return page.evaluate(async () => {
    const idle = () => new Promise((done) => requestIdleCallback(() => setTimeout(done)));
    const count = () => document.querySelectorAll("*").length;
    for (let [before, now] = [-1, count()]; before !== now; ) {
      for (let times = 0; times < 20; times += 1) await idle();
      [before, now] = [now, count()];
    }
    return Math.max(0, ...window.tasks.splice(0));
  });
}

export const ms = (duration) => (duration ? `${duration.toFixed(0)} ms` : "under 50 ms").padStart(11);
