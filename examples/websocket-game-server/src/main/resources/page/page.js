// SPDX-License-Identifier: Apache-2.0
// The game's client, in one page. Tokens are kept in this tab's memory: not in a cookie, not in storage.

const CLIENT = "my-game-client";
const EXCHANGE = "urn:ietf:params:oauth:grant-type:token-exchange";

/** What the close of a connection means, by reason first and by code otherwise. */
const ENDINGS = {
  EXPIRED: ["The lease ran out", "No newer token came in time. Connect again: the page gets a fresh token first."],
  REVOKED: ["The session has ended", "It was ended elsewhere. Log in again."],
  KEY_WITHDRAWN: ["The key of your token was withdrawn", "Connect again: the page gets a token of the next key first."],
  TOKEN_REFUSED: ["The token was refused", "It was not good, or not yours. Log in again."],
  BANNED: ["You are banned", "The ban ended your sessions, and the connection with them. It can be lifted below."],
  KICKED: ["You were kicked", "An operator ended this connection. Nothing keeps you from connecting again."],
  HANDSHAKE_TIMEOUT: ["Too slow", "The server waits five seconds to hear who you are."],
  REPLACED: ["You came in elsewhere", "A newer connection of yours took the place of this one."],
  ELSEWHERE: ["You are here already", "An older connection of yours stays."],
  SERVER_STOPPING: ["The server stops", "Connect again in a moment."],
  TRY_LATER: ["Try again later", "There is no room, you did not keep up, or nobody could tell whether your token is good."],
  1000: ["You left", "You can connect again whenever you like."],
  1005: ["You left", "You can connect again whenever you like."],
  1006: ["No connection", "The server refused it before it began, or cannot be reached. Browsers do not tell which."],
  1008: ["Against the rules", "The server does not take what was sent."],
  1009: ["Too large", "A message was larger than the server takes."],
  4401: ["The token is not good", "It has expired or was refused. Connect again: the page gets a fresh token first."],
  4403: ["You may not play", "You were banned or kicked."],
  4408: ["Too slow", "The server waits five seconds to hear who you are."],
  4409: ["You came in elsewhere", "Another connection of yours took the place."],
  4451: ["Not from here", "The game may not be played from where you are."],
};

const $ = (id) => document.getElementById(id);

let guest = null;    // what this device keeps to come back
let tokens = null;   // {access, refresh, until}
let player = "";     // what the game calls us
let socket = null;
let lease = null;    // {from, until, soon}
let skew = 0;        // the server's clock minus ours
let polling = 0;

// ---- Tokens

/** Sends a request, and gives the answer's members; throws what the server said against it. */
async function ask(path, options) {
  const answer = await fetch(path, { method: "POST", cache: "no-store", ...options });
  const text = await answer.text();
  const members = text ? JSON.parse(text) : {};
  if (!answer.ok) throw new Refused(answer.status, members);
  return members;
}

class Refused extends Error {
  constructor(status, members) {
    super(members.reason ?? members.error ?? `HTTP ${status}`);
    this.members = members;
  }
}

async function grant(form) {
  const got = await ask("/oauth/token", { body: new URLSearchParams({ client_id: CLIENT, ...form }) });
  tokens = { access: got.access_token, refresh: got.refresh_token, until: Date.now() + got.expires_in * 1000 };
  player = subjectOf(got.access_token);
  $("token-until").textContent = new Date(tokens.until).toLocaleTimeString();
}

/** For display alone: what counts is what the server reads there, after the signature. */
function subjectOf(token) {
  const payload = token.split(".")[1].replaceAll("-", "+").replaceAll("_", "/");
  return JSON.parse(atob(payload)).sub;
}

async function logIn() {
  guest ??= await ask("/guests");
  await grant({ grant_type: EXCHANGE, ...guest });
}

/** A token with enough life left to begin something with it. */
async function freshToken() {
  if (tokens.until - Date.now() < 20_000) await refresh();
  return tokens.access;
}

async function refresh() {
  try {
    await grant({ grant_type: "refresh_token", refresh_token: tokens.refresh });
  } catch (refused) {
    // The session is over. The guest's own secret opens another one, unless the player is banned.
    if (!(refused instanceof Refused)) throw refused;
    await logIn();
  }
}

// ---- Connection

const OPENERS = {
  async ticket(url) {
    const bought = await ask("/tickets", { headers: { Authorization: `Bearer ${await freshToken()}` } });
    return new WebSocket(`${url}?ticket=${bought.ticket}`);
  },
  async subprotocol(url) {
    return new WebSocket(url, ["bearer", await freshToken()]);
  },
  async "first-message"(url) {
    const token = await freshToken();
    const opened = new WebSocket(url);
    opened.addEventListener("open", () => opened.send(JSON.stringify({ type: "auth", token })));
    return opened;
  },
};

async function connect() {
  hideEnding();
  show("wait", "Connecting …");
  const way = document.querySelector("input[name=way]:checked").value;
  const url = `${location.protocol === "https:" ? "wss" : "ws"}://${location.host}/play`;
  socket = await OPENERS[way](url);
  socket.addEventListener("message", (message) => heard(JSON.parse(message.data)));
  socket.addEventListener("close", closed);
  controls();
}

function closed({ code, reason }) {
  const banned = reason === "BANNED";
  socket = null;
  lease = null;
  clearInterval(polling);
  $("players").replaceChildren();
  $("online").textContent = "Nobody can be seen from outside.";
  showEnding(code, reason);
  note(`connection closed: ${code}${reason ? " " + reason : ""}`, code !== 1000 && code !== 1005);
  if (banned) tokens.until = 0;
  show("out", "Not connected");
  controls();
}

function say(message) {
  socket?.send(JSON.stringify(message));
}

async function renew() {
  await refresh();
  say({ type: "renew", token: tokens.access });
}

const HEARD = {
  welcome({ player: me, way, expiresAt, now }) {
    player = me;
    skew = now - Date.now();
    leased(expiresAt);
    show("on", "Connected");
    note(`let in by ${way.toLowerCase().replace("_", " ")}`);
    say({ type: "who" });
    polling = setInterval(() => say({ type: "who" }), 3000);
  },
  renewed({ expiresAt }) {
    leased(expiresAt);
    note("lease renewed");
  },
  reauth() {
    lease.soon = true;
    note("the server asks for a newer token");
    if ($("auto").checked) attempt(renew);
  },
  undecided({ retryAfter }) {
    note("nobody can judge the token right now; trying again");
    setTimeout(() => say({ type: "renew", token: tokens.access }), retryAfter);
  },
  chat({ from, text }) { write(from === player ? "mine" : "chat", from === player ? "you" : short(from), text); },
  echo({ text }) { write("chat", "echo", text); },
  told({ from, text }) { write("told", `${from === player ? "you" : short(from)}, to you alone`, text); },
  delivered({ to, connections }) {
    if (connections) note(`delivered to ${plural(connections, "connection")} of ${short(to)}`);
    else note(`${short(to)} is not here`, true);
  },
  who({ connections, players }) {
    $("online").textContent = `${plural(connections, "connection")} here`;
    $("players").replaceChildren(...players.map(chip));
  },
  refused({ of, code }) {
    // Lifetimes vary by a tenth, so that players do not all come back together.
    if (code === "UNCHANGED") note("the newer token ends no later than the lease does");
    else note(`refused: ${of} (${code})`, true);
  },
};

function heard(message) {
  HEARD[message.type]?.(message);
  controls();
}

function leased(until) {
  lease = { from: Date.now() + skew, until, soon: false };
  $("lease").dataset.until = until;
}

// ---- Operator

async function operate(action) {
  const answer = await ask(`/operator/${action}`, {
    headers: { Authorization: `Bearer ${$("operator-token").value}`, "Content-Type": "application/json" },
    body: JSON.stringify({ player: $("victim").value }),
  });
  $("operator-said").textContent = {
    kick: `Kicked: ${plural(answer.connections ?? 0, "connection")}.`,
    ban: "Banned. The connections end as soon as the server hears of it.",
    unban: "The ban is lifted.",
  }[action];
}

// ---- What is seen

function show(state, text) {
  $("state").dataset.state = state;
  $("state").textContent = text;
}

function controls() {
  const open = socket?.readyState === WebSocket.OPEN && lease !== null;
  $("player-none").hidden = tokens !== null;
  $("player-some").hidden = tokens === null;
  $("player").textContent = player;
  $("login").textContent = tokens ? "Become another guest" : "Log in as a guest";
  $("login").disabled = socket !== null;
  $("ways").disabled = socket !== null;
  $("connect").disabled = tokens === null || socket !== null;
  $("disconnect").disabled = socket === null;
  for (const id of ["renew", "text", "send"]) $(id).disabled = !open;
  const operator = $("operator-token").value !== "" && $("victim").value !== "";
  for (const id of ["kick", "ban", "unban"]) $(id).disabled = !operator;
  $("whom-field").hidden = $("to").value !== "tell";
  draw();
}

/** The count-down. */
function draw() {
  const left = lease ? Math.max(0, lease.until - Date.now() - skew) : 0;
  const part = lease ? (100 * left) / (lease.until - lease.from) : 0;
  $("lease").dataset.state = lease ? (lease.soon ? "soon" : "on") : "none";
  $("ring").style.strokeDasharray = `${part} 100`;
  $("seconds").textContent = lease ? Math.ceil(left / 1000) : "–";
  $("lease-text").textContent = !lease
    ? "No lease without a connection."
    : lease.soon ? "It ends soon: the server has asked for a newer token." : "You may stay until it has run out.";
}

function showEnding(code, reason) {
  const [title, text] = ENDINGS[reason] ?? ENDINGS[code] ?? ["The connection was closed", reason];
  $("ending").dataset.kind = code === 1000 || code === 1005 ? "calm" : "bad";
  $("ending-code").textContent = code;
  $("ending-title").textContent = title;
  $("ending-text").textContent = text;
  $("ending").hidden = false;
}

function hideEnding() {
  $("ending").hidden = true;
}

function write(kind, by, text) {
  const line = document.createElement("li");
  line.className = kind;
  if (by) {
    const name = document.createElement("span");
    name.className = "by";
    name.textContent = by;
    line.append(name);
  }
  line.append(text); // As text: what others write is never markup.
  const log = $("log");
  log.append(line);
  while (log.childElementCount > 200) log.firstElementChild.remove();
  log.scrollTop = log.scrollHeight;
}

function note(text, bad = false) {
  write(bad ? "event bad" : "event", "", text);
}

function chip(id) {
  const item = document.createElement("li");
  const button = document.createElement("button");
  const name = document.createElement("code");
  name.textContent = id === player ? `${short(id)} (you)` : short(id);
  button.type = "button";
  button.title = id;
  button.append(name);
  button.addEventListener("click", () => {
    $("to").value = "tell";
    $("whom").value = id;
    controls();
    $("text").focus();
  });
  item.append(button);
  return item;
}

function short(id) {
  return id.length > 10 ? `${id.slice(0, 8)}…` : id;
}

function plural(count, noun) {
  return `${count} ${noun}${count === 1 ? "" : "s"}`;
}

const SAID = {
  account_suspended: ({ until }) =>
    `You are banned${until ? " until " + new Date(until * 1000).toLocaleTimeString() : ""}`,
  invalid_token: () => "The token is not good",
  operators_closed: () => "The server was started without operators",
  ban_at_the_issuer: () => "Bans are made at the issuer",
  no_such_player: () => "There is no such player",
  not_banned: () => "That player is not banned",
  rate_limited: () => "Too often; wait a little",
};

/** Does something, and says so if it does not work. */
async function attempt(action) {
  try {
    await action();
  } catch (e) {
    const text = e instanceof Refused ? (SAID[e.message]?.(e.members) ?? e.message) : "The server cannot be reached";
    note(text, true);
    if (!socket) show("out", tokens ? "Not connected" : "Not logged in");
    if (action.operator) $("operator-said").textContent = text;
  }
  controls();
}

// ---- Buttons

$("login").addEventListener("click", () =>
  attempt(async () => {
    hideEnding();
    guest = null;
    await logIn();
    $("victim").value = player;
    show("out", "Not connected");
  }));
$("connect").addEventListener("click", () => attempt(connect));
$("disconnect").addEventListener("click", () => socket?.close(1000));
$("renew").addEventListener("click", () => attempt(renew));
$("ending-close").addEventListener("click", hideEnding);
for (const action of ["kick", "ban", "unban"]) {
  $(action).addEventListener("click", () => attempt(Object.assign(() => operate(action), { operator: true })));
}
for (const id of ["operator-token", "victim", "to"]) $(id).addEventListener("input", controls);
$("talk").addEventListener("submit", (submitted) => {
  submitted.preventDefault();
  const text = $("text").value.trim();
  const type = $("to").value;
  const to = $("whom").value.trim();
  if (!text || (type === "tell" && !to)) return;
  say(type === "tell" ? { type, to, text } : { type, text });
  if (type === "tell") write("mine told", `you, to ${short(to)} alone`, text);
  $("text").value = "";
});

// The link that the server printed. What follows the # never left the browser; it need not stay in the address, either.
const link = new URLSearchParams(location.hash.slice(1));
if (link.has("operator")) {
  $("operator-token").value = link.get("operator");
  $("operator-hint").textContent = "The link that you followed brought the operators' token. Try it on yourself.";
  history.replaceState(null, "", location.pathname);
}

setInterval(draw, 200);
controls();
