// Tells Streamlit what it would otherwise ask the server for before it connects.
window.__streamlit = {
  BACKEND_BASE_URL: `${location.origin}/`,
  MAIN_PAGE_BASE_URL: `${location.origin}/`,
  HOST_CONFIG: {
    allowedOrigins: [location.origin],
    useExternalAuthToken: false,
    enableCustomParentMessages: false,
    enforceDownloadInNewTab: false,
    blockErrorDialogs: true,  // they cover the page: connected.js and pages/frame.py say it in our words
  },
};
