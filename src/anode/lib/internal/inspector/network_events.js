'use strict';

// Events of the domain Network, in the form that debuggers get (https://chromedevtools.github.io/devtools-protocol/tot/Network/). As in Node
// an event that lacks a required property is not sent.

const { ObjectKeys, StringPrototypeToLowerCase } = primordials;

const { tellNetwork } = require('internal/inspector/agent');

const TEXT = 'string', NUMBER = 'number', OBJECT = 'object';
const event = { requestId: TEXT, timestamp: NUMBER };
const shapes = {
  __proto__: null,
  requestWillBeSent: { ...event, wallTime: NUMBER, request: { url: TEXT, method: TEXT, headers: OBJECT } },
  responseReceived: { ...event, type: TEXT, response: { url: TEXT, status: NUMBER, statusText: TEXT, headers: OBJECT } },
  loadingFinished: event,
  loadingFailed: { ...event, type: TEXT, errorText: TEXT },
  dataSent: { requestId: TEXT },
  dataReceived: { ...event, dataLength: NUMBER, encodedDataLength: NUMBER },
  webSocketCreated: { requestId: TEXT, url: TEXT },
  webSocketClosed: event,
  webSocketHandshakeResponseReceived: { ...event, response: { status: NUMBER, statusText: TEXT, headers: OBJECT } },
};

// The properties of a shape, or undefined where one is missing.
function pick(shape, given) {
  const picked = {};
  const names = ObjectKeys(shape);
  for (let i = 0; i < names.length; i++) {
    const kind = shape[names[i]], value = given[names[i]];
    if (typeof kind === OBJECT) {
      if (typeof value !== 'object' || value === null) return undefined;
      picked[names[i]] = pick(kind, value);
      if (picked[names[i]] === undefined) return undefined;
    } else if (typeof value !== kind || value === null) {
      return undefined;
    } else {
      picked[names[i]] = value;
    }
  }
  return picked;
}

// The frames of the program that runs, as a debugger sees them.
function initiator() {
  const { getCallSites } = require('util');
  const callFrames = [];
  const sites = getCallSites(200);
  for (let i = 0; i < sites.length; i++) {
    const { functionName, scriptId, scriptName, lineNumber, columnNumber } = sites[i];
    callFrames[i] = { functionName, scriptId: `${scriptId}`, url: scriptName, lineNumber: lineNumber - 1, columnNumber: columnNumber - 1 };
  }
  return { type: 'script', stack: { callFrames } };
}

const isText = (charset) => typeof charset === 'string' && StringPrototypeToLowerCase(charset) === 'utf-8';

function tell(name, given) {
  const params = pick(shapes[name], given);
  if (params === undefined) return;
  let text = false, data = '';
  switch (name) {
    case 'requestWillBeSent':
      params.request.hasPostData = given.request.hasPostData === true;
      params.initiator = initiator();
      text = isText(given.charset);
      break;
    case 'webSocketCreated': params.initiator = initiator(); break;
    case 'responseReceived': {
      const { mimeType = '', charset = '' } = given.response;
      params.response.mimeType = mimeType;
      params.response.charset = charset;
      text = isText(charset);
      break;
    }
    case 'dataSent':
      params.finished = given.finished === true;
      // falls through
    case 'dataReceived':
      if (given.data !== undefined) {
        const { Buffer } = require('buffer');
        data = Buffer.from(given.data).toString('base64');
      }
  }
  tellNetwork(name, params, text, data);
}

module.exports = { tell };
