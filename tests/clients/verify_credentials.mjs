// Verifies credentials with the libraries of Digital Bazaar, which nobody here wrote.
// Standard input: {credentials, documents}: what is to be verified, and every document by its address.
// Standard output: one {verified, error} for each credential.
import {createRequire} from 'node:module';
import {readFileSync} from 'node:fs';
import {pathToFileURL} from 'node:url';

// The libraries are installed in the working directory, not beside this script.
const here = createRequire(process.cwd() + '/');
const installed = async name => import(pathToFileURL(here.resolve(name)));
const {cryptosuite} = await installed('@digitalbazaar/eddsa-rdfc-2022-cryptosuite');
const {DataIntegrityProof} = await installed('@digitalbazaar/data-integrity');
const vc = await installed('@digitalbazaar/vc');
const {checkStatus: checkList} = await installed('@digitalbazaar/vc-bitstring-status-list');

const {credentials, documents} = JSON.parse(readFileSync(0, 'utf8'));

const documentLoader = async url => {
  if(!(url in documents)) {
    throw new Error(`nobody may fetch ${url}`);
  }
  return {contextUrl: null, documentUrl: url, document: documents[url]};
};

const said = [];
for(const credential of credentials) {
  const suite = new DataIntegrityProof({cryptosuite});
  // The library says that the list holds, and which bits are set; what a bit means is for who asks.
  const checkStatus = async asked => {
    const found = await checkList({...asked, verifyBitstringStatusListCredential: true});
    const set = (found.results ?? []).filter(each => each.status);
    return {...found, verified: found.verified && set.length === 0};
  };
  const result = await vc.verifyCredential({credential, suite, documentLoader, checkStatus});
  const found = result.error?.errors ?? (result.error ? [result.error] : []);
  said.push({verified: result.verified, error: found.map(each => `${each.message} ${each.cause ?? ''}`).join('; ')});
}
console.log(JSON.stringify(said));
