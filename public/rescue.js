// The last resort, for browsers of any age: show the rescue text, and hand out records that were never sent.
// A classic script in old syntax on purpose: it must run where nothing else does.
(function () {
  "use strict";

  var DATABASE = "twinlet";
  var STORE = "records";
  // What the app keeps there for itself: nobody has to save it.
  var OF_THE_APP = /^(proof\/|usage\/|preference\/|confirmation\/|units$)/;

  var reasons = {
    modules: "This browser is too old to run the app.",
    wasm: "This phone's browser cannot run the calculation that the app is built on (WebAssembly is missing or switched off).",
    simd: "This phone's browser cannot run the calculation that the app is built on (it lacks WebAssembly SIMD).",
    unpack: "This browser is too old to open the app from a single file: it cannot unpack it (DecompressionStream is missing).",
    load: "A part of the app could not be loaded, or was not the part that belongs to this version.",
    start: "The app stopped while it was starting."
  };

  function byId(id) { return document.getElementById(id); }

  function say(id, text) {
    var element = byId(id);
    if (element) { element.textContent = text; }
  }

  function show(reason) {
    var skeleton = byId("boot-skeleton");
    if (skeleton) { skeleton.hidden = true; }
    if (reasons[reason]) { say("rescue-reason", reasons[reason]); }
    byId("rescue").hidden = false;
    document.documentElement.setAttribute("data-rescue", reason);
  }

  // Opening a database that does not exist would create it: that is undone, or the app would find it empty.
  function openExisting(done) {
    var request = window.indexedDB.open(DATABASE);
    request.onupgradeneeded = function () { request.transaction.abort(); };
    request.onsuccess = function () { done(request.result); };
    request.onerror = function () { done(null); };
    request.onblocked = function () { done(null); };
  }

  function readRecords(done) {
    openExisting(function (database) {
      if (!database || !database.objectStoreNames.contains(STORE)) { done([]); return; }
      var records = [];
      var cursor = database.transaction(STORE).objectStore(STORE).openCursor();
      cursor.onerror = function () { done(records); };
      cursor.onsuccess = function () {
        if (!cursor.result) { database.close(); done(records); return; }
        if (!OF_THE_APP.test(cursor.result.key)) { records.push({ key: cursor.result.key, value: cursor.result.value }); }
        cursor.result.continue();
      };
    });
  }

  function download(records) {
    var text = JSON.stringify({ app: document.title, saved: new Date().toISOString(), records: records }, null, 2);
    var link = document.createElement("a");
    link.href = URL.createObjectURL(new Blob([text], { type: "application/json" }));
    link.download = "unsent-records.json";
    document.body.appendChild(link);
    link.click();
    document.body.removeChild(link);
  }

  function report(records) {
    if (records.length === 0) { say("rescue-result", "There are no records on this phone."); return; }
    download(records);
    say("rescue-result", "Saved as unsent-records.json; number of records: " + records.length + ".");
  }

  function exportRecords() {
    try {
      readRecords(report);
    } catch (error) {
      say("rescue-result", "The records could not be read: " + error.message);
    }
  }

  byId("rescue-export").addEventListener("click", exportRecords);
  window.addEventListener("twinlet:failed", function (event) { show(event.detail.reason); });
  if (!("noModule" in document.createElement("script"))) { show("modules"); }
})();
