// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.key;

/** Why an entry of a key set is left out. The names are the codes that listeners hear. */
enum JwkRefusal {
  /** A member has the wrong form, comes twice, or does not describe a key. */
  MALFORMED,
  /** A kind of key that we do not verify with; others may. */
  UNSUPPORTED,
  /** A shared secret; a published one is none. */
  SYMMETRIC,
  /** The private half was published, here or elsewhere: anyone may sign with it. */
  PRIVATE,
  /** Too small, or of a form that is known to be breakable. */
  WEAK,
  /** So large that checking a signature would cost too much. */
  OVERSIZED,
  /** Meant for something else than signatures. */
  OTHER_USE,
  /** For an algorithm that we do not know, or that does not go with the key. */
  OTHER_ALGORITHM,
  /** Its certificate is unreadable, expired, or holds another key. */
  CERTIFICATE,
  /** Its id is no short printable text. */
  KEY_ID,
  /** Too many other keys bear its id. */
  AMBIGUOUS,
  /** Pinned as withdrawn in our configuration. */
  WITHDRAWN;

  /** To be thrown. */
  JwkRefusedException exception() {
    return new JwkRefusedException(this);
  }
}
