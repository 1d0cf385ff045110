// SPDX-License-Identifier: Apache-2.0
// What does a sign-in by SRP cost AWS's own client for JavaScript? Beside SrpBenchmark.
// usage: node srp.mjs VECTORS > RESULT      (measure.sh srp does it; the result has JMH's form)
import assert from "node:assert";
import { readFileSync } from "node:fs";
import { performance } from "node:perf_hooks";
import sha256 from "@aws-crypto/sha256-js";
import helper from "amazon-cognito-identity-js/lib/AuthenticationHelper.js";
import integers from "amazon-cognito-identity-js/lib/BigInteger.js";

const AuthenticationHelper = helper.default;
const BigInteger = integers.default;
const SECOND = 1000;
const ITERATIONS = 5;
const STUDENT = 8.61; // 99.9 %, two-sided, for five iterations

const vectors = JSON.parse(readFileSync(process.argv[2], "utf8")).vectors.filter(
  (each) => each.kind === "user",
);

const begun = (vector) => {
  const client = new AuthenticationHelper(vector.input.pool_name);
  client.smallAValue = new BigInteger(vector.input.small_a_hex, 16);
  delete client.largeAValue;
  client.getLargeAValue((error) => assert.ifError(error));
  return client;
};

/** The same as the client does between a challenge and its answer. */
const proof = (client, vector, password, challenge = vector.challenge) => {
  const user = challenge.USER_ID_FOR_SRP;
  let signature;
  client.getPasswordAuthenticationKey(
    user,
    password,
    new BigInteger(challenge.SRP_B, 16),
    new BigInteger(challenge.SALT, 16),
    (error, key) => {
      assert.ifError(error);
      const hmac = new sha256.Sha256(key);
      hmac.update(
        Buffer.concat([
          Buffer.from(vector.input.pool_name, "utf8"),
          Buffer.from(user, "utf8"),
          Buffer.from(challenge.SECRET_BLOCK, "base64"),
          Buffer.from(vector.response.TIMESTAMP, "utf8"),
        ]),
      );
      signature = Buffer.from(hmac.digestSync()).toString("base64");
    },
  );
  return signature;
};

const prove = (vector) => {
  const { password } = vector.input;
  const right = vector.response.PASSWORD_CLAIM_SIGNATURE;
  const client = begun(vector);
  assert.equal(client.largeAValue.toString(16), vector.initiate.SRP_A, vector.id);
  assert.equal(proof(client, vector, password), right, vector.id);
  assert.notEqual(proof(client, vector, password + "x"), right);
  const nothing = { ...vector.challenge, SRP_B: "0" };
  assert.throws(() => proof(client, vector, password, nothing));
  return { client, vector, password };
};

const iteration = (work) => {
  const start = performance.now();
  let calls = 0;
  let passed;
  do {
    work(calls++);
    passed = performance.now() - start;
  } while (passed < SECOND);
  return (passed * 1000) / calls;
};

const measured = (name, work) => {
  iteration(work);
  iteration(work);
  const scores = Array.from({ length: ITERATIONS }, () => iteration(work));
  const mean = scores.reduce((sum, each) => sum + each) / ITERATIONS;
  const squares = scores.reduce((sum, each) => sum + (each - mean) ** 2, 0);
  const deviation = Math.sqrt(squares / (ITERATIONS - 1));
  return {
    benchmark: `AuthenticationHelper.${name}`,
    threads: 1,
    params: {},
    primaryMetric: {
      score: mean,
      scoreError: (STUDENT * deviation) / Math.sqrt(ITERATIONS),
      scoreUnit: "us/op",
    },
    secondaryMetrics: {},
  };
};

const signIns = vectors.slice(0, 16).map(prove);
const at = (call) => signIns[call % signIns.length];
const answer = ({ client, vector, password }) => proof(client, vector, password);
const results = [
  measured("answer", (call) => answer(at(call))),
  measured("both", (call) => {
    const { vector, password } = at(call);
    proof(new AuthenticationHelper(vector.input.pool_name), vector, password);
  }),
  measured("start", () => new AuthenticationHelper("AbCdEf123").largeAValue.toString(16)),
];
console.log(JSON.stringify(results, null, 2));
