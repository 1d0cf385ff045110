// SPDX-License-Identifier: Apache-2.0

/** Players who sign in with Amazon Cognito. */
module io.github.gameauth.cognito {
  requires transitive io.github.gameauth.core;
  requires com.fasterxml.jackson.databind;
  requires org.slf4j;
  requires static transitive org.jspecify;

  exports io.github.gameauth.cognito;
  exports io.github.gameauth.cognito.service;
  exports io.github.gameauth.cognito.userpool;
}
