// SPDX-License-Identifier: Apache-2.0
// Signs in with AWS's client and tells in one line of JSON per step how it went.
// usage: node sign-in.mjs ENDPOINT POOL_ID CLIENT_ID USER PASSWORD [device]
import cognito from "amazon-cognito-identity-js";

const [endpoint, UserPoolId, ClientId, Username, Password, wish] = process.argv.slice(2);

const kept = new Map();
const Storage = {
  setItem: (key, value) => kept.set(key, String(value)),
  getItem: (key) => kept.get(key) ?? null,
  removeItem: (key) => kept.delete(key),
  clear: () => kept.clear(),
};
const Pool = new cognito.CognitoUserPool({ UserPoolId, ClientId, endpoint, Storage });
// A second one knows of the first only what was stored, as after a restart.
const newUser = () => new cognito.CognitoUser({ Username, Pool, Storage });
let user = newUser();

const tell = (step, facts) => console.log(JSON.stringify({ step, ...facts }));

/** Turns a pair of callbacks into a promise. */
const asked = (work) =>
  new Promise((onSuccess, onFailure) => work({ onSuccess, onFailure }));

const signIn = () =>
  new Promise((resolve, reject) =>
    user.authenticateUser(new cognito.AuthenticationDetails({ Username, Password }), {
      onSuccess: (session, mustAgree) => resolve({ session, mustAgree: mustAgree === true }),
      onFailure: reject,
      totpRequired: () => reject(new Error("asked for TOTP")),
      mfaRequired: () => reject(new Error("asked for SMS")),
    }),
  );

const refreshed = (session) =>
  new Promise((resolve, reject) =>
    user.refreshSession(session.getRefreshToken(), (error, next) =>
      error ? reject(error) : resolve(next),
    ),
  );

try {
  const first = await signIn();
  tell("signed-in", {
    sub: first.session.getIdToken().payload.sub,
    mustAgree: first.mustAgree,
  });
  if (wish === "device") {
    if (first.mustAgree) {
      await asked((callbacks) => user.setDeviceStatusRemembered(callbacks));
    }
    user = newUser();
    const again = await signIn();
    tell("signed-in-with-device", {
      device: again.session.getAccessToken().payload.device_key,
    });
    const third = await refreshed(again.session);
    tell("refreshed", { sub: third.getAccessToken().payload.sub });
  }
  await asked((callbacks) => user.globalSignOut(callbacks));
  tell("signed-out", {});
} catch (error) {
  tell("failed", { type: error.code ?? error.name, message: error.message });
}
