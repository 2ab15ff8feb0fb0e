package delphi.jobs.web;

import io.javalin.http.Handler;

/**
 * One thing that can be asked of the API.
 *
 * @param method of HTTP
 * @param path below the root of the API, with names in braces
 * @param role who may ask it
 */
record Endpoint(String method, String path, Role role, Handler handler) {}
