import { App } from 'aws-cdk-lib';
import { shop } from './shop';

const app = new App();
shop(app);
app.synth();
