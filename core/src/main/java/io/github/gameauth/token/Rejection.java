// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.token;

/**
 * Why a token is refused. Meant for the server's logs and metrics; tell the client no more than
 * that its token was not accepted.
 *
 * @param reason the stable code
 * @param claim the claim that the objection is about, as configured or registered; empty if none
 * @param sentence what is wrong, for a person; never holds anything out of the token
 */
public record Rejection(Reason reason, String claim, String sentence) {
  /** Stable codes, fit for metrics. New ones may be added; none changes its meaning. */
  public enum Reason {
    /** Not one well-formed compact JWS whose header and payload are JSON objects. */
    MALFORMED,
    /** Too long, too deep, or too many of something. */
    LIMIT,
    /** A header member is there that must not be, or has the wrong form. */
    HEADER,
    /** The algorithm is not allowed, or does not go with the key. */
    ALGORITHM,
    /** Another type of token than expected. */
    TYPE,
    /** No trusted key has that id. */
    KEY_UNKNOWN,
    /** The key of that id was published, and refused for what it is. */
    KEY_UNUSABLE,
    /** The signature does not fit. */
    SIGNATURE,
    /** A claim is missing, has the wrong form, or says something else than required. */
    CLAIM,
    /** Past its time; the client may refresh. */
    EXPIRED,
    /** Before its time. */
    NOT_YET_VALID,
    /** Revoked before it expired. */
    REVOKED,
    /** Used again although it is good for one use. */
    REPLAYED
  }

  /** A rejection that is about no claim. */
  public static Rejection of(Reason reason, String sentence) {
    return new Rejection(reason, "", sentence);
  }

  /** The rejection of a claim. */
  public static Rejection ofClaim(String claim, String sentence) {
    return new Rejection(Reason.CLAIM, claim, sentence);
  }

  /** The reason's name, with the claim in parentheses if there is one: {@code CLAIM(aud)}. */
  public String code() {
    return claim.isEmpty() ? reason.name() : reason.name() + "(" + claim + ")";
  }

  /** {@link #code()} and the sentence. */
  @Override
  public String toString() {
    return code() + ": " + sentence;
  }
}
