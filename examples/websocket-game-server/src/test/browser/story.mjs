// SPDX-License-Identifier: Apache-2.0
// What a person does on the page: node story.mjs ADDRESS OPERATORS-LINK CHROMIUM PICTURES
// Says OK and ends with 0, or says what went wrong.
import assert from "node:assert/strict";
import { chromium } from "playwright-core";

const [address, link, executablePath, pictures] = process.argv.slice(2);
const asRoot = process.getuid?.() === 0;
const browser = await chromium.launch({ executablePath, args: asRoot ? ["--no-sandbox"] : [] });
const complaints = [];
const strangers = [];

/** A page of its own, whose every complaint and every request is watched. */
async function page(url, options = {}) {
  const context = await browser.newContext({ viewport: { width: 1280, height: 900 }, ...options });
  const opened = await context.newPage();
  opened.setDefaultTimeout(15_000);
  opened.on("pageerror", (error) => complaints.push(String(error)));
  opened.on("console", (said) => {
    // A refused login is logged by the browser itself; the story wants it refused.
    const refused = said.location().url === `${address}/oauth/token` && said.text().includes("status of 40");
    if (said.type() === "error" && !refused) complaints.push(said.text());
  });
  opened.on("request", (request) => {
    if (!request.url().startsWith(`${address}/`)) strangers.push(request.url());
  });
  opened.on("websocket", (socket) => {
    if (!socket.url().startsWith(address.replace("http", "ws") + "/")) strangers.push(socket.url());
  });
  await opened.goto(url);
  return opened;
}

const button = (on, name) => on.getByRole("button", { name, exact: true });
const logged = (on, text) => on.locator("#log li", { hasText: text }).last().waitFor();
const ended = (on, code) => on.locator("#ending-code", { hasText: String(code) }).waitFor();

async function logIn(on) {
  await button(on, "Log in as a guest").click();
  await on.locator("#player-some").waitFor();
  return on.locator("#player").textContent();
}

async function connect(on, way) {
  await on.getByLabel(way).check();
  await button(on, "Connect").click();
  await on.locator("#state", { hasText: /^Connected$/ }).waitFor();
}

async function picture(on, name) {
  await on.screenshot({ path: `${pictures}/${name}.png`, fullPage: true });
}

try {
  const mina = await page(link);
  assert.ok(!mina.url().includes("operator"), "the operators' token stays in the address");
  await picture(mina, "1-arrival");
  const minasName = await logIn(mina);
  await connect(mina, "Ticket");

  // The lease counts down.
  const seconds = async () => Number(await mina.locator("#seconds").textContent());
  const first = await seconds();
  assert.ok(first > 30 && first <= 70, `a lease of ${first} s`);
  await mina.waitForFunction((from) => Number(document.querySelector("#seconds").textContent) < from, first);
  const until = async () => Number(await mina.locator("#lease").getAttribute("data-until"));
  const before = await until();
  const renewed = mina.locator("#log li", { hasText: "lease renewed" });
  const answered = mina.locator("#log li", { hasText: /lease renewed|ends no later/ });
  for (let times = 1; (await renewed.count()) === 0; times++) {
    // Lifetimes vary: the newer token may be the one that ends first.
    assert.ok(times < 20, "no renewal");
    await button(mina, "Renew").click();
    await answered.nth(times - 1).waitFor();
  }
  assert.ok((await until()) > before, "a renewal prolongs nothing");

  // Another player, on a small and dark screen.
  const tom = await page(`${address}/`, { viewport: { width: 390, height: 844 }, colorScheme: "dark" });
  const tomsName = await logIn(tom);
  assert.notEqual(tomsName, minasName);
  await connect(tom, "First message");
  await mina.locator("#players li").nth(1).waitFor();

  await mina.getByLabel("Message", { exact: true }).fill("hello, <b>everybody</b>");
  await button(mina, "Send").click();
  await logged(tom, "hello, <b>everybody</b>");
  assert.equal(await tom.locator("#log b").count(), 0, "a message became markup");
  await mina.getByLabel("To", { exact: true }).selectOption("echo");
  await mina.getByLabel("Message", { exact: true }).fill("is there an echo?");
  await mina.getByLabel("Message", { exact: true }).press("Enter");
  await logged(mina, "is there an echo?");
  await mina.locator(`#players button[title="${tomsName}"]`).click();
  await mina.getByLabel("Message", { exact: true }).fill("just between us");
  await button(mina, "Send").click();
  await logged(tom, "just between us");
  await logged(mina, "delivered to 1 connection");
  await picture(mina, "2-connected");
  await picture(tom, "3-small-and-dark");

  // Kicked: nothing keeps the player from coming back, by another way.
  await button(mina, "Kick").click();
  await ended(mina, 4403);
  await mina.getByText("You were kicked").waitFor();
  await picture(mina, "4-kicked");
  await connect(mina, "Sub-protocol");

  // Banned: the feed tells the server, and no login helps until it is lifted.
  await button(mina, "Ban for a minute").click();
  await mina.getByText("You are banned", { exact: true }).waitFor();
  await ended(mina, 4403);
  await picture(mina, "5-banned");
  await button(mina, "Connect").click();
  await logged(mina, "You are banned until");
  await button(mina, "Lift the ban").click();
  await mina.getByText("The ban is lifted.").waitFor();
  await connect(mina, "Ticket");
  await button(mina, "Disconnect").click();
  await mina.getByText("You left").waitFor();
  await tom.locator("#state", { hasText: /^Connected$/ }).waitFor();

  assert.deepEqual(complaints, [], "the browser complains");
  assert.deepEqual(strangers, [], "something was asked of somebody else");
  console.log("OK");
} finally {
  await browser.close();
}
