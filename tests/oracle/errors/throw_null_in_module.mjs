await 0;
throw null;
