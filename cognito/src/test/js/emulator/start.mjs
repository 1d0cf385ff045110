// SPDX-License-Identifier: Apache-2.0
// Runs the emulator on loopback with one pool and two app clients, until standard input ends or its
// time is up. Writes one line of JSON that says how to reach it. By hand, in this directory:
//   npm ci --ignore-scripts && node start.mjs
// Environment, all optional:
//   EMULATOR_ISSUER   "local" (default), or "aws" for the issuer that AWS would put into tokens
//   EMULATOR_MFA      OFF, OPTIONAL (default) or ON
//   EMULATOR_SECONDS  how long it may live, 1 to 3600 (default 600)
import { spawn } from "node:child_process";
import { mkdtemp, mkdir, rm, writeFile } from "node:fs/promises";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

const HOST = "127.0.0.1";
const POOL = "us-east-1_LocalDev1";
const CODE = "123456";
const program = fileURLToPath(
  new URL("node_modules/cognito-local/lib/bin/start.js", import.meta.url),
);

/** The value of a variable, which must be one that is allowed. */
function setting(name, usual, allowed) {
  const value = process.env[name] ?? usual;
  if (!allowed.test(value)) throw new Error(`${name}: ${value} (expected: ${allowed})`);
  return value;
}

/** A port that nobody listens on at the moment. */
const freePort = () =>
  new Promise((resolve, reject) => {
    const probe = createServer().on("error", reject);
    probe.listen(0, HOST, () => {
      const { port } = probe.address();
      probe.close(() => resolve(port));
    });
  });

/** What the emulator finds in its directory when it starts: it cannot make such a pool itself. */
async function seed(home, issuer, mfa) {
  const db = join(home, ".cognito", "db");
  const client = (ClientId, life, unit) => ({
    ClientId,
    ClientName: ClientId,
    UserPoolId: POOL,
    AccessTokenValidity: life,
    IdTokenValidity: life,
    RefreshTokenValidity: 1,
    TokenValidityUnits: { AccessToken: unit, IdToken: unit, RefreshToken: "days" },
  });
  const files = {
    "../config.json": {
      UserPoolDefaults: { UsernameAttributes: [] },
      TokenConfig: { IssuerDomain: issuer },
    },
    [`${POOL}.json`]: {
      Users: {},
      Groups: {},
      Options: {
        Id: POOL,
        Name: "players",
        UsernameAttributes: [],
        AutoVerifiedAttributes: ["email"],
        MfaConfiguration: mfa,
      },
    },
    "clients.json": {
      Clients: {
        gameclient: client("gameclient", 1, "hours"),
        shortclient: client("shortclient", 2, "seconds"),
      },
    },
  };
  await mkdir(db, { recursive: true });
  for (const [name, content] of Object.entries(files)) {
    await writeFile(join(db, name), JSON.stringify(content));
  }
}

async function healthy(url, child) {
  for (let tries = 0; tries < 150 && child.exitCode === null; tries++) {
    try {
      if ((await fetch(`${url}/health`)).ok) return;
    } catch {
      // Not listening yet.
    }
    await new Promise((again) => setTimeout(again, 200));
  }
  throw new Error("the emulator did not start");
}

const issuerKind = setting("EMULATOR_ISSUER", "local", /^(local|aws)$/);
const mfa = setting("EMULATOR_MFA", "OPTIONAL", /^(OFF|OPTIONAL|ON)$/);
const seconds = Number(setting("EMULATOR_SECONDS", "600", /^([1-9]\d{0,2}|[12]\d{3}|3[0-5]\d\d|3600)$/));
const port = await freePort();
const url = `http://${HOST}:${port}`;
const issuer =
  issuerKind === "aws" ? `https://cognito-idp.${POOL.split("_")[0]}.amazonaws.com` : url;
const home = await mkdtemp(join(tmpdir(), "emulator-"));
await seed(home, issuer, mfa);

const child = spawn(process.execPath, [program], {
  cwd: home,
  env: { ...process.env, HOST, PORT: String(port), CODE, NODE_NO_WARNINGS: "1" },
  // What it says goes nowhere: it logs passwords.
  stdio: "ignore",
});
const stop = () => child.kill();
child.on("exit", async () => {
  await rm(home, { recursive: true, force: true });
  process.exit();
});
for (const signal of ["SIGINT", "SIGTERM"]) process.on(signal, stop);
// The end of our input is the end of whoever started us, however it came.
process.stdin.on("end", stop).resume();
setTimeout(stop, seconds * 1000);

try {
  await healthy(url, child);
  console.log(
    JSON.stringify({
      endpoint: `${url}/`,
      poolId: POOL,
      clientId: "gameclient",
      shortLivedClientId: "shortclient",
      issuer: `${issuer}/${POOL}`,
      jwksUri: `${url}/${POOL}/.well-known/jwks.json`,
      code: CODE,
    }),
  );
} catch (error) {
  console.error(error.message);
  process.exitCode = 1;
  stop();
}
