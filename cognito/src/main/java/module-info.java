// SPDX-License-Identifier: Apache-2.0

/** Players who sign in with Amazon Cognito. */
module io.github.gameauth.cognito {
  requires io.github.gameauth.core;
  requires static transitive org.jspecify;
}
