// SPDX-License-Identifier: Apache-2.0

/** Players who sign in with Amazon Cognito. */
// The AWS SDK has no module descriptors. It is not passed on: whoever has it not must compile all
// the same.
@SuppressWarnings("requires-automatic")
module io.github.gameauth.cognito {
  requires transitive io.github.gameauth.core;
  requires com.fasterxml.jackson.databind;
  requires java.xml;
  requires org.slf4j;
  requires static transitive org.jspecify;
  requires static com.google.zxing;
  requires static software.amazon.awssdk.auth;
  requires static software.amazon.awssdk.core;
  requires static software.amazon.awssdk.http;
  requires static software.amazon.awssdk.http.auth.aws;
  requires static software.amazon.awssdk.http.auth.spi;
  requires static software.amazon.awssdk.identity.spi;
  requires static software.amazon.awssdk.utils;

  exports io.github.gameauth.cognito;
  exports io.github.gameauth.cognito.identitypool;
  exports io.github.gameauth.cognito.service;
  exports io.github.gameauth.cognito.signed;
  exports io.github.gameauth.cognito.userpool;
}
