// Made by `npm run generate` from the types of properties; do not edit.
import type { Shapes } from '../../lib/strategy/schema/json-schema';

export const SHAPES: Shapes = {
  EcsEmitOptions: {
    type: 'object',
    properties: {
      references: { $ref: '#/definitions/Partial' },
      extraAlarms: { type: 'array', items: { type: 'string' } },
      name: { type: 'string', description: "The application's name: lower case, digits and hyphens." },
      namespace: { type: 'string' },
    },
    required: ['name'],
  },
  Partial: {
    type: 'object',
    properties: {
      loadBalancer: {
        anyOf: [
          { type: 'string' },
          { $ref: '#/definitions/Fields' },
          { $ref: '#/definitions/Fields2' },
          { $ref: '#/definitions/Fields3' },
        ],
      },
      blue: {
        anyOf: [
          { type: 'string' },
          { $ref: '#/definitions/Fields' },
          { $ref: '#/definitions/Fields2' },
          { $ref: '#/definitions/Fields3' },
        ],
      },
      green: {
        anyOf: [
          { type: 'string' },
          { $ref: '#/definitions/Fields' },
          { $ref: '#/definitions/Fields2' },
          { $ref: '#/definitions/Fields3' },
        ],
      },
      cluster: {
        anyOf: [
          { type: 'string' },
          { $ref: '#/definitions/Fields' },
          { $ref: '#/definitions/Fields2' },
          { $ref: '#/definitions/Fields3' },
        ],
      },
      service: {
        anyOf: [
          { type: 'string' },
          { $ref: '#/definitions/Fields' },
          { $ref: '#/definitions/Fields2' },
          { $ref: '#/definitions/Fields3' },
        ],
      },
      hookFunction: {
        anyOf: [
          { type: 'string' },
          { $ref: '#/definitions/Fields' },
          { $ref: '#/definitions/Fields2' },
          { $ref: '#/definitions/Fields3' },
        ],
      },
      hookRole: {
        anyOf: [
          { type: 'string' },
          { $ref: '#/definitions/Fields' },
          { $ref: '#/definitions/Fields2' },
          { $ref: '#/definitions/Fields3' },
        ],
      },
      functions: {
        type: 'object',
        additionalProperties: {
          anyOf: [
            { type: 'string' },
            { $ref: '#/definitions/Fields' },
            { $ref: '#/definitions/Fields2' },
            { $ref: '#/definitions/Fields3' },
          ],
        },
      },
    },
    required: [],
  },
  Fields: { type: 'object', properties: { Ref: { type: 'string' } }, required: ['Ref'] },
  Fields2: {
    type: 'object',
    properties: { 'Fn::GetAtt': { type: 'array', items: { type: 'string' } } },
    required: ['Fn::GetAtt'],
  },
  Fields3: { type: 'object', properties: { 'Fn::Sub': { type: 'string' } }, required: ['Fn::Sub'] },
  EcsServiceProps: {
    type: 'object',
    properties: {
      strategy: { $ref: '#/definitions/Strategy', description: 'How a new version gets its traffic.' },
      evidence: { anyOf: [{ const: 'off' }, { $ref: '#/definitions/EvidenceOptions' }] },
      image: { live: '`ContainerImage` of aws-cdk-lib/aws-ecs', members: ['bind'] },
      taskDefinition: {
        live: '`FargateTaskDefinition` of aws-cdk-lib/aws-ecs',
        members: [
          'networkMode',
          'cpu',
          'memoryMiB',
          'family',
          'taskDefinitionArn',
          'taskRole',
          'compatibility',
          'runtimePlatform',
        ],
      },
      containerPort: { type: 'number' },
      cpu: { type: 'integer', minimum: 256, maximum: 16384 },
      memoryLimitMiB: { type: 'integer', minimum: 512, maximum: 122880 },
      environment: { type: 'object', additionalProperties: { type: 'string' } },
      secrets: { type: 'object', additionalProperties: { live: '`Secret` of aws-cdk-lib/aws-ecs', members: ['arn'] } },
      desiredCount: { type: 'number' },
      autoScaling: { $ref: '#/definitions/EcsAutoScaling' },
      serviceName: { type: 'string' },
      releaseName: { type: 'string' },
      cluster: {
        live: '`ICluster` of aws-cdk-lib/aws-ecs',
        members: ['clusterName', 'clusterArn', 'vpc', 'connections', 'hasEc2Capacity', 'clusterRef'],
      },
      vpc: {
        live: '`IVpc` of aws-cdk-lib/aws-ec2',
        members: [
          'vpcId',
          'vpcArn',
          'vpcCidrBlock',
          'publicSubnets',
          'privateSubnets',
          'isolatedSubnets',
          'availabilityZones',
          'internetConnectivityEstablished',
        ],
      },
      taskSubnets: { $ref: '#/definitions/SubnetSelection' },
      loadBalancer: {
        live: '`IApplicationLoadBalancer` of aws-cdk-lib/aws-elasticloadbalancingv2',
        members: [
          'loadBalancerArn',
          'listeners',
          'metrics',
          'addListener',
          'loadBalancerCanonicalHostedZoneId',
          'loadBalancerDnsName',
          'loadBalancerRef',
          'connections',
        ],
      },
      internetFacing: { type: 'boolean' },
      productionListener: {
        live: '`IApplicationListener` of aws-cdk-lib/aws-elasticloadbalancingv2',
        members: [
          'addCertificates',
          'addTargetGroups',
          'addTargets',
          'registerConnectable',
          'addAction',
          'listenerArn',
          'listenerRef',
          'connections',
        ],
      },
      openListener: { type: 'boolean' },
      listenerPort: { type: 'number' },
      certificate: {
        live: '`ICertificate` of aws-cdk-lib/aws-certificatemanager',
        members: ['certificateArn', 'metricDaysToExpiry', 'certificateRef'],
      },
      domainName: { type: 'string' },
      testListener: {
        live: '`IApplicationListener` of aws-cdk-lib/aws-elasticloadbalancingv2',
        members: [
          'addCertificates',
          'addTargetGroups',
          'addTargets',
          'registerConnectable',
          'addAction',
          'listenerArn',
          'listenerRef',
          'connections',
        ],
      },
      testHeader: { $ref: '#/definitions/TestHeader' },
      conditions: {
        type: 'array',
        items: {
          live: '`ListenerCondition` of aws-cdk-lib/aws-elasticloadbalancingv2',
          members: ['renderRawCondition'],
        },
        minItems: 1,
      },
      priority: { type: 'number' },
      testPriority: { type: 'number' },
      healthCheck: { $ref: '#/definitions/HealthCheck' },
      functions: {
        type: 'object',
        additionalProperties: {
          live: '`IFunction` of aws-cdk-lib/aws-lambda',
          members: [
            'functionName',
            'functionArn',
            'isBoundToVpc',
            'latestVersion',
            'permissionsNode',
            'architecture',
            'resourceArnsForGrantInvoke',
            'addEventSourceMapping',
          ],
        },
      },
      checkAddresses: { $ref: '#/definitions/Fields5' },
      checkSubnets: { $ref: '#/definitions/SubnetSelection' },
      extraAlarms: {
        type: 'array',
        items: {
          live: '`IAlarm` of aws-cdk-lib/aws-cloudwatch',
          members: ['alarmArn', 'alarmName', 'renderAlarmRule', 'alarmRef'],
        },
      },
    },
    required: ['strategy'],
  },
  EvidenceOptions: {
    type: 'object',
    properties: {
      power: { type: 'number' },
      detect: { type: 'number' },
      slower: { type: 'number' },
      rises: { type: 'array', items: { type: 'number' } },
      slo: { $ref: '#/definitions/Percent' },
      window: { $ref: '#/definitions/Duration' },
      falseAborts: { $ref: '#/definitions/Percent' },
      counting: { anyOf: [{ const: 'release' }, { $ref: '#/definitions/Fields4' }] },
      severity: { $ref: '#/definitions/Readonly' },
    },
    required: [],
  },
  Fields4: { type: 'object', properties: { lastReadings: { type: 'number' } }, required: ['lastReadings'] },
  Readonly: {
    type: 'object',
    properties: {
      'weak-guard': { enum: ['off', 'error', 'warning', 'note'] },
      'weak-phase': { enum: ['off', 'error', 'warning', 'note'] },
      'late-guard': { enum: ['off', 'error', 'warning', 'note'] },
      'nervous-guard': { enum: ['off', 'error', 'warning', 'note'] },
      'no-guard': { enum: ['off', 'error', 'warning', 'note'] },
      'before-after': { enum: ['off', 'error', 'warning', 'note'] },
      'no-traffic-profile': { enum: ['off', 'error', 'warning', 'note'] },
      'unknowable-guard': { enum: ['off', 'error', 'warning', 'note'] },
      'no-usual-errors': { enum: ['off', 'error', 'warning', 'note'] },
      'bad-option': { enum: ['off', 'error', 'warning', 'note'] },
      'conflicting-requirements': { enum: ['off', 'error', 'warning', 'note'] },
    },
    required: [],
  },
  EcsAutoScaling: {
    type: 'object',
    properties: {
      minCapacity: { type: 'number', description: 'Tasks at least.' },
      maxCapacity: { type: 'number', description: 'Tasks at most.' },
      cpuUtilization: { type: 'number' },
      requestsPerTarget: { type: 'number' },
    },
    required: ['minCapacity', 'maxCapacity'],
  },
  SubnetSelection: {
    type: 'object',
    additionalProperties: true,
    properties: {
      subnetType: { type: 'string' },
      availabilityZones: { type: 'array', items: { type: 'string' } },
      subnetGroupName: { type: 'string' },
      onePerAz: { type: 'boolean' },
      subnetFilters: {
        type: 'array',
        items: { live: '`SubnetFilter` of aws-cdk-lib/aws-ec2', members: ['selectSubnets'] },
      },
      subnets: {
        type: 'array',
        items: {
          live: '`ISubnet` of aws-cdk-lib/aws-ec2',
          members: [
            'availabilityZone',
            'subnetId',
            'internetConnectivityEstablished',
            'ipv4CidrBlock',
            'routeTable',
            'associateNetworkAcl',
            'subnetRef',
          ],
        },
      },
    },
    required: [],
  },
  TestHeader: {
    type: 'object',
    properties: {
      name: { type: 'string', description: 'Its name, in any case.' },
      value: { type: 'string', description: 'The value that it must have; `*` and `?` stand for other letters.' },
    },
    required: ['name', 'value'],
  },
  HealthCheck: {
    type: 'object',
    additionalProperties: true,
    properties: {
      enabled: { type: 'boolean' },
      interval: {
        live: '`Duration` of aws-cdk-lib',
        members: ['plus', 'minus', 'toMilliseconds', 'toSeconds', 'toMinutes', 'toHours', 'toDays', 'toIsoString'],
      },
      path: { type: 'string' },
      port: { type: 'string' },
      protocol: { type: 'string' },
      timeout: {
        live: '`Duration` of aws-cdk-lib',
        members: ['plus', 'minus', 'toMilliseconds', 'toSeconds', 'toMinutes', 'toHours', 'toDays', 'toIsoString'],
      },
      healthyThresholdCount: { type: 'number' },
      unhealthyThresholdCount: { type: 'number' },
      healthyGrpcCodes: { type: 'string' },
      healthyHttpCodes: { type: 'string' },
    },
    required: [],
  },
  Fields5: {
    type: 'object',
    properties: { production: { type: 'string' }, test: { type: 'string' } },
    required: ['production', 'test'],
  },
  BlueGreenEcsServiceProps: {
    type: 'object',
    properties: {
      strategy: { $ref: '#/definitions/Strategy', description: 'How a new version gets its traffic.' },
      evidence: { anyOf: [{ const: 'off' }, { $ref: '#/definitions/EvidenceOptions' }] },
      image: { live: '`ContainerImage` of aws-cdk-lib/aws-ecs', members: ['bind'] },
      taskDefinition: {
        live: '`FargateTaskDefinition` of aws-cdk-lib/aws-ecs',
        members: [
          'networkMode',
          'cpu',
          'memoryMiB',
          'family',
          'taskDefinitionArn',
          'taskRole',
          'compatibility',
          'runtimePlatform',
        ],
      },
      containerPort: { type: 'number' },
      cpu: { type: 'integer', minimum: 256, maximum: 16384 },
      memoryLimitMiB: { type: 'integer', minimum: 512, maximum: 122880 },
      environment: { type: 'object', additionalProperties: { type: 'string' } },
      secrets: { type: 'object', additionalProperties: { live: '`Secret` of aws-cdk-lib/aws-ecs', members: ['arn'] } },
      desiredCount: { type: 'number' },
      autoScaling: { $ref: '#/definitions/EcsAutoScaling' },
      serviceName: { type: 'string' },
      releaseName: { type: 'string' },
      cluster: {
        live: '`ICluster` of aws-cdk-lib/aws-ecs',
        members: ['clusterName', 'clusterArn', 'vpc', 'connections', 'hasEc2Capacity', 'clusterRef'],
      },
      vpc: {
        live: '`IVpc` of aws-cdk-lib/aws-ec2',
        members: [
          'vpcId',
          'vpcArn',
          'vpcCidrBlock',
          'publicSubnets',
          'privateSubnets',
          'isolatedSubnets',
          'availabilityZones',
          'internetConnectivityEstablished',
        ],
      },
      taskSubnets: { $ref: '#/definitions/SubnetSelection' },
      loadBalancer: {
        live: '`IApplicationLoadBalancer` of aws-cdk-lib/aws-elasticloadbalancingv2',
        members: [
          'loadBalancerArn',
          'listeners',
          'metrics',
          'addListener',
          'loadBalancerCanonicalHostedZoneId',
          'loadBalancerDnsName',
          'loadBalancerRef',
          'connections',
        ],
      },
      internetFacing: { type: 'boolean' },
      productionListener: {
        live: '`IApplicationListener` of aws-cdk-lib/aws-elasticloadbalancingv2',
        members: [
          'addCertificates',
          'addTargetGroups',
          'addTargets',
          'registerConnectable',
          'addAction',
          'listenerArn',
          'listenerRef',
          'connections',
        ],
      },
      openListener: { type: 'boolean' },
      listenerPort: { type: 'number' },
      certificate: {
        live: '`ICertificate` of aws-cdk-lib/aws-certificatemanager',
        members: ['certificateArn', 'metricDaysToExpiry', 'certificateRef'],
      },
      domainName: { type: 'string' },
      testListener: {
        live: '`IApplicationListener` of aws-cdk-lib/aws-elasticloadbalancingv2',
        members: [
          'addCertificates',
          'addTargetGroups',
          'addTargets',
          'registerConnectable',
          'addAction',
          'listenerArn',
          'listenerRef',
          'connections',
        ],
      },
      testHeader: { $ref: '#/definitions/TestHeader' },
      conditions: {
        type: 'array',
        items: {
          live: '`ListenerCondition` of aws-cdk-lib/aws-elasticloadbalancingv2',
          members: ['renderRawCondition'],
        },
        minItems: 1,
      },
      priority: { type: 'number' },
      testPriority: { type: 'number' },
      healthCheck: { $ref: '#/definitions/HealthCheck' },
      functions: {
        type: 'object',
        additionalProperties: {
          live: '`IFunction` of aws-cdk-lib/aws-lambda',
          members: [
            'functionName',
            'functionArn',
            'isBoundToVpc',
            'latestVersion',
            'permissionsNode',
            'architecture',
            'resourceArnsForGrantInvoke',
            'addEventSourceMapping',
          ],
        },
      },
      checkAddresses: { $ref: '#/definitions/Fields5' },
      checkSubnets: { $ref: '#/definitions/SubnetSelection' },
      extraAlarms: {
        type: 'array',
        items: {
          live: '`IAlarm` of aws-cdk-lib/aws-cloudwatch',
          members: ['alarmArn', 'alarmName', 'renderAlarmRule', 'alarmRef'],
        },
      },
    },
    required: ['strategy'],
  },
  CanaryEcsServiceProps: {
    type: 'object',
    properties: {
      strategy: { $ref: '#/definitions/Strategy', description: 'How a new version gets its traffic.' },
      evidence: { anyOf: [{ const: 'off' }, { $ref: '#/definitions/EvidenceOptions' }] },
      image: { live: '`ContainerImage` of aws-cdk-lib/aws-ecs', members: ['bind'] },
      taskDefinition: {
        live: '`FargateTaskDefinition` of aws-cdk-lib/aws-ecs',
        members: [
          'networkMode',
          'cpu',
          'memoryMiB',
          'family',
          'taskDefinitionArn',
          'taskRole',
          'compatibility',
          'runtimePlatform',
        ],
      },
      containerPort: { type: 'number' },
      cpu: { type: 'integer', minimum: 256, maximum: 16384 },
      memoryLimitMiB: { type: 'integer', minimum: 512, maximum: 122880 },
      environment: { type: 'object', additionalProperties: { type: 'string' } },
      secrets: { type: 'object', additionalProperties: { live: '`Secret` of aws-cdk-lib/aws-ecs', members: ['arn'] } },
      desiredCount: { type: 'number' },
      autoScaling: { $ref: '#/definitions/EcsAutoScaling' },
      serviceName: { type: 'string' },
      releaseName: { type: 'string' },
      cluster: {
        live: '`ICluster` of aws-cdk-lib/aws-ecs',
        members: ['clusterName', 'clusterArn', 'vpc', 'connections', 'hasEc2Capacity', 'clusterRef'],
      },
      vpc: {
        live: '`IVpc` of aws-cdk-lib/aws-ec2',
        members: [
          'vpcId',
          'vpcArn',
          'vpcCidrBlock',
          'publicSubnets',
          'privateSubnets',
          'isolatedSubnets',
          'availabilityZones',
          'internetConnectivityEstablished',
        ],
      },
      taskSubnets: { $ref: '#/definitions/SubnetSelection' },
      loadBalancer: {
        live: '`IApplicationLoadBalancer` of aws-cdk-lib/aws-elasticloadbalancingv2',
        members: [
          'loadBalancerArn',
          'listeners',
          'metrics',
          'addListener',
          'loadBalancerCanonicalHostedZoneId',
          'loadBalancerDnsName',
          'loadBalancerRef',
          'connections',
        ],
      },
      internetFacing: { type: 'boolean' },
      productionListener: {
        live: '`IApplicationListener` of aws-cdk-lib/aws-elasticloadbalancingv2',
        members: [
          'addCertificates',
          'addTargetGroups',
          'addTargets',
          'registerConnectable',
          'addAction',
          'listenerArn',
          'listenerRef',
          'connections',
        ],
      },
      openListener: { type: 'boolean' },
      listenerPort: { type: 'number' },
      certificate: {
        live: '`ICertificate` of aws-cdk-lib/aws-certificatemanager',
        members: ['certificateArn', 'metricDaysToExpiry', 'certificateRef'],
      },
      domainName: { type: 'string' },
      testListener: {
        live: '`IApplicationListener` of aws-cdk-lib/aws-elasticloadbalancingv2',
        members: [
          'addCertificates',
          'addTargetGroups',
          'addTargets',
          'registerConnectable',
          'addAction',
          'listenerArn',
          'listenerRef',
          'connections',
        ],
      },
      testHeader: { $ref: '#/definitions/TestHeader' },
      conditions: {
        type: 'array',
        items: {
          live: '`ListenerCondition` of aws-cdk-lib/aws-elasticloadbalancingv2',
          members: ['renderRawCondition'],
        },
        minItems: 1,
      },
      priority: { type: 'number' },
      testPriority: { type: 'number' },
      healthCheck: { $ref: '#/definitions/HealthCheck' },
      functions: {
        type: 'object',
        additionalProperties: {
          live: '`IFunction` of aws-cdk-lib/aws-lambda',
          members: [
            'functionName',
            'functionArn',
            'isBoundToVpc',
            'latestVersion',
            'permissionsNode',
            'architecture',
            'resourceArnsForGrantInvoke',
            'addEventSourceMapping',
          ],
        },
      },
      checkAddresses: { $ref: '#/definitions/Fields5' },
      checkSubnets: { $ref: '#/definitions/SubnetSelection' },
      extraAlarms: {
        type: 'array',
        items: {
          live: '`IAlarm` of aws-cdk-lib/aws-cloudwatch',
          members: ['alarmArn', 'alarmName', 'renderAlarmRule', 'alarmRef'],
        },
      },
    },
    required: ['strategy'],
  },
  RollingEcsServiceProps: {
    type: 'object',
    properties: {
      strategy: { $ref: '#/definitions/Strategy', description: 'How a new version gets its traffic.' },
      evidence: { anyOf: [{ const: 'off' }, { $ref: '#/definitions/EvidenceOptions' }] },
      image: { live: '`ContainerImage` of aws-cdk-lib/aws-ecs', members: ['bind'] },
      taskDefinition: {
        live: '`FargateTaskDefinition` of aws-cdk-lib/aws-ecs',
        members: [
          'networkMode',
          'cpu',
          'memoryMiB',
          'family',
          'taskDefinitionArn',
          'taskRole',
          'compatibility',
          'runtimePlatform',
        ],
      },
      containerPort: { type: 'number' },
      cpu: { type: 'integer', minimum: 256, maximum: 16384 },
      memoryLimitMiB: { type: 'integer', minimum: 512, maximum: 122880 },
      environment: { type: 'object', additionalProperties: { type: 'string' } },
      secrets: { type: 'object', additionalProperties: { live: '`Secret` of aws-cdk-lib/aws-ecs', members: ['arn'] } },
      desiredCount: { type: 'number' },
      autoScaling: { $ref: '#/definitions/EcsAutoScaling' },
      serviceName: { type: 'string' },
      releaseName: { type: 'string' },
      cluster: {
        live: '`ICluster` of aws-cdk-lib/aws-ecs',
        members: ['clusterName', 'clusterArn', 'vpc', 'connections', 'hasEc2Capacity', 'clusterRef'],
      },
      vpc: {
        live: '`IVpc` of aws-cdk-lib/aws-ec2',
        members: [
          'vpcId',
          'vpcArn',
          'vpcCidrBlock',
          'publicSubnets',
          'privateSubnets',
          'isolatedSubnets',
          'availabilityZones',
          'internetConnectivityEstablished',
        ],
      },
      taskSubnets: { $ref: '#/definitions/SubnetSelection' },
      loadBalancer: {
        live: '`IApplicationLoadBalancer` of aws-cdk-lib/aws-elasticloadbalancingv2',
        members: [
          'loadBalancerArn',
          'listeners',
          'metrics',
          'addListener',
          'loadBalancerCanonicalHostedZoneId',
          'loadBalancerDnsName',
          'loadBalancerRef',
          'connections',
        ],
      },
      internetFacing: { type: 'boolean' },
      productionListener: {
        live: '`IApplicationListener` of aws-cdk-lib/aws-elasticloadbalancingv2',
        members: [
          'addCertificates',
          'addTargetGroups',
          'addTargets',
          'registerConnectable',
          'addAction',
          'listenerArn',
          'listenerRef',
          'connections',
        ],
      },
      openListener: { type: 'boolean' },
      listenerPort: { type: 'number' },
      certificate: {
        live: '`ICertificate` of aws-cdk-lib/aws-certificatemanager',
        members: ['certificateArn', 'metricDaysToExpiry', 'certificateRef'],
      },
      domainName: { type: 'string' },
      testListener: {
        live: '`IApplicationListener` of aws-cdk-lib/aws-elasticloadbalancingv2',
        members: [
          'addCertificates',
          'addTargetGroups',
          'addTargets',
          'registerConnectable',
          'addAction',
          'listenerArn',
          'listenerRef',
          'connections',
        ],
      },
      testHeader: { $ref: '#/definitions/TestHeader' },
      conditions: {
        type: 'array',
        items: {
          live: '`ListenerCondition` of aws-cdk-lib/aws-elasticloadbalancingv2',
          members: ['renderRawCondition'],
        },
        minItems: 1,
      },
      priority: { type: 'number' },
      testPriority: { type: 'number' },
      healthCheck: { $ref: '#/definitions/HealthCheck' },
      functions: {
        type: 'object',
        additionalProperties: {
          live: '`IFunction` of aws-cdk-lib/aws-lambda',
          members: [
            'functionName',
            'functionArn',
            'isBoundToVpc',
            'latestVersion',
            'permissionsNode',
            'architecture',
            'resourceArnsForGrantInvoke',
            'addEventSourceMapping',
          ],
        },
      },
      checkAddresses: { $ref: '#/definitions/Fields5' },
      checkSubnets: { $ref: '#/definitions/SubnetSelection' },
      extraAlarms: {
        type: 'array',
        items: {
          live: '`IAlarm` of aws-cdk-lib/aws-cloudwatch',
          members: ['alarmArn', 'alarmName', 'renderAlarmRule', 'alarmRef'],
        },
      },
    },
    required: ['strategy'],
  },
  CanaryLambdaProps: {
    type: 'object',
    properties: {
      function: {
        anyOf: [
          {
            live: '`Function` of aws-cdk-lib/aws-lambda',
            members: [
              'currentVersion',
              'resourceArnsForGrantInvoke',
              'runtime',
              'architecture',
              'permissionsNode',
              'functionName',
              'functionArn',
              'addEnvironment',
            ],
          },
          { $ref: '#/definitions/FunctionProps' },
        ],
        description: 'The function, or what to make it of. Its versions are kept.',
      },
      aliasOptions: { $ref: '#/definitions/Omit' },
      application: {
        live: '`ILambdaApplication` of aws-cdk-lib/aws-codedeploy',
        members: ['applicationArn', 'applicationName', 'applicationRef'],
      },
      strategy: {
        $ref: '#/definitions/Strategy',
        description:
          'How a new version gets its traffic: `canary` with one step, `linear`, or `blueGreen` for all at once.',
      },
      evidence: { anyOf: [{ const: 'off' }, { $ref: '#/definitions/EvidenceOptions' }] },
      aliasName: { type: 'string' },
      functions: {
        type: 'object',
        additionalProperties: {
          anyOf: [
            {
              live: '`IFunction` of aws-cdk-lib/aws-lambda',
              members: [
                'functionName',
                'functionArn',
                'isBoundToVpc',
                'latestVersion',
                'permissionsNode',
                'architecture',
                'resourceArnsForGrantInvoke',
                'addEventSourceMapping',
              ],
            },
            { $ref: '#/definitions/NewVersionInvocation' },
          ],
        },
      },
      extraAlarms: {
        type: 'array',
        items: {
          live: '`IAlarm` of aws-cdk-lib/aws-cloudwatch',
          members: ['alarmArn', 'alarmName', 'renderAlarmRule', 'alarmRef'],
        },
      },
      triggers: { type: 'array', items: { $ref: '#/definitions/DeploymentTrigger' } },
    },
    required: ['function', 'strategy'],
  },
  FunctionProps: {
    type: 'object',
    additionalProperties: true,
    properties: {
      runtime: {
        live: '`Runtime` of aws-cdk-lib/aws-lambda',
        members: [
          'name',
          'supportsInlineCode',
          'supportsCodeGuruProfiling',
          'supportsSnapStart',
          'bundlingImage',
          'isVariable',
          'runtimeEquals',
        ],
      },
      code: { live: '`Code` of aws-cdk-lib/aws-lambda', members: ['bind', 'bindToResource'] },
      handler: { type: 'string' },
      description: { type: 'string' },
      timeout: {
        live: '`Duration` of aws-cdk-lib',
        members: ['plus', 'minus', 'toMilliseconds', 'toSeconds', 'toMinutes', 'toHours', 'toDays', 'toIsoString'],
      },
      environment: { type: 'object', additionalProperties: { type: 'string' } },
      functionName: { type: 'string' },
      memorySize: { type: 'number' },
      ephemeralStorageSize: {
        live: '`Size` of aws-cdk-lib',
        members: [
          'toBytes',
          'toKibibytes',
          'toMebibytes',
          'toGibibytes',
          'toTebibytes',
          'toPebibytes',
          'isUnresolved',
          'toHumanString',
        ],
      },
      initialPolicy: {
        type: 'array',
        items: {
          live: '`PolicyStatement` of aws-cdk-lib/aws-iam',
          members: [
            'sid',
            'effect',
            'addActions',
            'addNotActions',
            'hasPrincipal',
            'addPrincipals',
            'addNotPrincipals',
            'addAwsAccountPrincipal',
          ],
        },
      },
      role: {
        live: '`IRole` of aws-cdk-lib/aws-iam',
        members: [
          'roleArn',
          'roleName',
          'attachInlinePolicy',
          'addManagedPolicy',
          'assumeRoleAction',
          'policyFragment',
          'addToPrincipalPolicy',
          'roleRef',
        ],
      },
      vpc: {
        live: '`IVpc` of aws-cdk-lib/aws-ec2',
        members: [
          'vpcId',
          'vpcArn',
          'vpcCidrBlock',
          'publicSubnets',
          'privateSubnets',
          'isolatedSubnets',
          'availabilityZones',
          'internetConnectivityEstablished',
        ],
      },
      ipv6AllowedForDualStack: { type: 'boolean' },
      vpcSubnets: { $ref: '#/definitions/SubnetSelection' },
      securityGroups: {
        type: 'array',
        items: {
          live: '`ISecurityGroup` of aws-cdk-lib/aws-ec2',
          members: [
            'securityGroupId',
            'allowAllOutbound',
            'addIngressRule',
            'addEgressRule',
            'canInlineRule',
            'uniqueId',
            'toIngressRuleConfig',
            'toEgressRuleConfig',
          ],
        },
      },
      allowAllOutbound: { type: 'boolean' },
      allowAllIpv6Outbound: { type: 'boolean' },
      deadLetterQueueEnabled: { type: 'boolean' },
      deadLetterQueue: {
        live: '`IQueue` of aws-cdk-lib/aws-sqs',
        members: [
          'queueArn',
          'queueUrl',
          'queueName',
          'fifo',
          'addToResourcePolicy',
          'metricApproximateNumberOfMessagesOutstanding',
          'metric',
          'metricApproximateAgeOfOldestMessage',
        ],
      },
      deadLetterTopic: {
        live: '`ITopic` of aws-cdk-lib/aws-sns',
        members: [
          'topicArn',
          'topicName',
          'contentBasedDeduplication',
          'fifo',
          'addSubscription',
          'addToResourcePolicy',
          'metric',
          'metricPublishSize',
        ],
      },
      tracing: { type: 'string' },
      snapStart: { live: '`SnapStartConf` of aws-cdk-lib/aws-lambda', members: [] },
      profiling: { type: 'boolean' },
      profilingGroup: {
        live: '`IProfilingGroup` of aws-cdk-lib/aws-codeguruprofiler',
        members: ['profilingGroupName', 'profilingGroupArn', 'profilingGroupRef'],
      },
      insightsVersion: { live: '`LambdaInsightsVersion` of aws-cdk-lib/aws-lambda', members: ['layerVersionArn'] },
      adotInstrumentation: { $ref: '#/definitions/AdotInstrumentationConfig' },
      paramsAndSecrets: { live: '`ParamsAndSecretsLayerVersion` of aws-cdk-lib/aws-lambda', members: [] },
      layers: {
        type: 'array',
        items: {
          live: '`ILayerVersion` of aws-cdk-lib/aws-lambda',
          members: ['layerVersionArn', 'addPermission', 'layerVersionRef'],
        },
      },
      reservedConcurrentExecutions: { type: 'number' },
      events: { type: 'array', items: { live: '`IEventSource` of aws-cdk-lib/aws-lambda', members: ['bind'] } },
      logRetention: { type: 'number' },
      logRemovalPolicy: { type: 'string' },
      logRetentionRole: {
        live: '`IRole` of aws-cdk-lib/aws-iam',
        members: [
          'roleArn',
          'roleName',
          'attachInlinePolicy',
          'addManagedPolicy',
          'assumeRoleAction',
          'policyFragment',
          'addToPrincipalPolicy',
          'roleRef',
        ],
      },
      logRetentionRetryOptions: { $ref: '#/definitions/LogRetentionRetryOptions' },
      currentVersionOptions: { $ref: '#/definitions/VersionOptions' },
      filesystem: { live: '`FileSystem` of aws-cdk-lib/aws-lambda', members: ['config'] },
      allowPublicSubnet: { type: 'boolean' },
      environmentEncryption: { live: '`IKeyRef` of aws-cdk-lib', members: ['keyRef'] },
      codeSigningConfig: { live: '`ICodeSigningConfigRef` of aws-cdk-lib', members: ['codeSigningConfigRef'] },
      architecture: { live: '`Architecture` of aws-cdk-lib/aws-lambda', members: ['name', 'dockerPlatform'] },
      runtimeManagementMode: {
        live: '`RuntimeManagementMode` of aws-cdk-lib/aws-lambda',
        members: ['mode', 'runtimeManagementConfig'],
      },
      tenancyConfig: { live: '`TenancyConfig` of aws-cdk-lib/aws-lambda', members: ['tenancyConfigProperty'] },
      durableConfig: { $ref: '#/definitions/DurableConfig' },
      logGroup: { live: '`ILogGroupRef` of aws-cdk-lib', members: ['logGroupRef'] },
      logFormat: { type: 'string' },
      loggingFormat: { type: 'string' },
      recursiveLoop: { type: 'string' },
      applicationLogLevel: { type: 'string' },
      applicationLogLevelV2: { type: 'string' },
      systemLogLevel: { type: 'string' },
      systemLogLevelV2: { type: 'string' },
      onFailure: { live: '`IDestination` of aws-cdk-lib/aws-lambda', members: ['bind'] },
      onSuccess: { live: '`IDestination` of aws-cdk-lib/aws-lambda', members: ['bind'] },
      maxEventAge: {
        live: '`Duration` of aws-cdk-lib',
        members: ['plus', 'minus', 'toMilliseconds', 'toSeconds', 'toMinutes', 'toHours', 'toDays', 'toIsoString'],
      },
      retryAttempts: { type: 'number' },
    },
    required: ['runtime', 'code', 'handler'],
  },
  AdotInstrumentationConfig: {
    type: 'object',
    additionalProperties: true,
    properties: {
      layerVersion: { live: '`AdotLayerVersion` of aws-cdk-lib/aws-lambda', members: [] },
      execWrapper: { type: 'string' },
    },
    required: ['layerVersion', 'execWrapper'],
  },
  LogRetentionRetryOptions: {
    type: 'object',
    additionalProperties: true,
    properties: {
      maxRetries: { type: 'number' },
      base: {
        live: '`Duration` of aws-cdk-lib',
        members: ['plus', 'minus', 'toMilliseconds', 'toSeconds', 'toMinutes', 'toHours', 'toDays', 'toIsoString'],
      },
    },
    required: [],
  },
  VersionOptions: {
    type: 'object',
    additionalProperties: true,
    properties: {
      codeSha256: { type: 'string' },
      description: { type: 'string' },
      provisionedConcurrentExecutions: { type: 'number' },
      removalPolicy: { type: 'string' },
      minExecutionEnvironments: { type: 'number' },
      maxExecutionEnvironments: { type: 'number' },
      onFailure: { live: '`IDestination` of aws-cdk-lib/aws-lambda', members: ['bind'] },
      onSuccess: { live: '`IDestination` of aws-cdk-lib/aws-lambda', members: ['bind'] },
      maxEventAge: {
        live: '`Duration` of aws-cdk-lib',
        members: ['plus', 'minus', 'toMilliseconds', 'toSeconds', 'toMinutes', 'toHours', 'toDays', 'toIsoString'],
      },
      retryAttempts: { type: 'number' },
    },
    required: [],
  },
  DurableConfig: {
    type: 'object',
    additionalProperties: true,
    properties: {
      executionTimeout: {
        live: '`Duration` of aws-cdk-lib',
        members: ['plus', 'minus', 'toMilliseconds', 'toSeconds', 'toMinutes', 'toHours', 'toDays', 'toIsoString'],
      },
      retentionPeriod: {
        live: '`Duration` of aws-cdk-lib',
        members: ['plus', 'minus', 'toMilliseconds', 'toSeconds', 'toMinutes', 'toHours', 'toDays', 'toIsoString'],
      },
    },
    required: ['executionTimeout'],
  },
  Omit: {
    type: 'object',
    additionalProperties: true,
    properties: {
      description: { type: 'string' },
      provisionedConcurrentExecutions: { type: 'number' },
      onFailure: { live: '`IDestination` of aws-cdk-lib/aws-lambda', members: ['bind'] },
      onSuccess: { live: '`IDestination` of aws-cdk-lib/aws-lambda', members: ['bind'] },
      maxEventAge: {
        live: '`Duration` of aws-cdk-lib',
        members: ['plus', 'minus', 'toMilliseconds', 'toSeconds', 'toMinutes', 'toHours', 'toDays', 'toIsoString'],
      },
      retryAttempts: { type: 'number' },
    },
    required: [],
  },
  NewVersionInvocation: {
    type: 'object',
    properties: { payload: { anything: true }, answer: { anything: true } },
    required: [],
  },
  DeploymentTrigger: {
    type: 'object',
    properties: {
      topic: {
        live: '`ITopic` of aws-cdk-lib/aws-sns',
        members: [
          'topicArn',
          'topicName',
          'contentBasedDeduplication',
          'fifo',
          'addSubscription',
          'addToResourcePolicy',
          'metric',
          'metricPublishSize',
        ],
        description: 'Its policy must let the role of the deployment group publish, when it is in another account.',
      },
      events: {
        type: 'array',
        items: {
          enum: ['DeploymentStart', 'DeploymentSuccess', 'DeploymentFailure', 'DeploymentStop', 'DeploymentRollback'],
        },
      },
    },
    required: ['topic'],
  },
  LambdaEmitOptions: {
    type: 'object',
    properties: {
      aliasName: { type: 'string' },
      references: { $ref: '#/definitions/References' },
      target: { live: 'a function', members: [] },
      name: { type: 'string', description: "The application's name: lower case, digits and hyphens." },
      namespace: { type: 'string' },
    },
    required: ['name'],
  },
  References: {
    type: 'object',
    properties: {
      functionName: {
        anyOf: [
          { type: 'string' },
          { $ref: '#/definitions/Fields' },
          { $ref: '#/definitions/Fields2' },
          { $ref: '#/definitions/Fields3' },
        ],
        description: "The function's name.",
      },
      resource: {
        anyOf: [
          { type: 'string' },
          { $ref: '#/definitions/Fields' },
          { $ref: '#/definitions/Fields2' },
          { $ref: '#/definitions/Fields3' },
        ],
        description: "The function's name and the alias's, as the metrics have it: `pricing:live`.",
      },
      version: {
        anyOf: [
          { type: 'string' },
          { $ref: '#/definitions/Fields' },
          { $ref: '#/definitions/Fields2' },
          { $ref: '#/definitions/Fields3' },
        ],
        description: "The new version's number.",
      },
      versionArn: {
        anyOf: [
          { type: 'string' },
          { $ref: '#/definitions/Fields' },
          { $ref: '#/definitions/Fields2' },
          { $ref: '#/definitions/Fields3' },
        ],
        description: "The new version's ARN.",
      },
    },
    required: ['functionName', 'resource', 'version', 'versionArn'],
  },
  LambdaReleaseProps: {
    type: 'object',
    properties: {
      strategy: {
        $ref: '#/definitions/Strategy',
        description:
          'How a new version gets its traffic: `canary` with one step, `linear`, or `blueGreen` for all at once.',
      },
      evidence: { anyOf: [{ const: 'off' }, { $ref: '#/definitions/EvidenceOptions' }] },
      aliasName: { type: 'string' },
      functions: {
        type: 'object',
        additionalProperties: {
          anyOf: [
            {
              live: '`IFunction` of aws-cdk-lib/aws-lambda',
              members: [
                'functionName',
                'functionArn',
                'isBoundToVpc',
                'latestVersion',
                'permissionsNode',
                'architecture',
                'resourceArnsForGrantInvoke',
                'addEventSourceMapping',
              ],
            },
            { $ref: '#/definitions/NewVersionInvocation' },
          ],
        },
      },
      extraAlarms: {
        type: 'array',
        items: {
          live: '`IAlarm` of aws-cdk-lib/aws-cloudwatch',
          members: ['alarmArn', 'alarmName', 'renderAlarmRule', 'alarmRef'],
        },
      },
      triggers: { type: 'array', items: { $ref: '#/definitions/DeploymentTrigger' } },
    },
    required: ['strategy'],
  },
  SamCanaryLambdaProps: {
    type: 'object',
    properties: {
      function: {
        anyOf: [
          {
            live: '`CfnFunction` of aws-cdk-lib/aws-sam',
            members: [
              'tags',
              'functionRef',
              'architectures',
              'assumeRolePolicyDocument',
              'autoPublishAlias',
              'autoPublishCodeSha256',
              'codeSigningConfigArn',
              'codeUri',
            ],
          },
          { $ref: '#/definitions/CfnFunctionProps' },
        ],
        description: "The function, or what to make it of. Its alias and its deployment preference are the strategy's.",
      },
      role: {
        live: '`IRole` of aws-cdk-lib/aws-iam',
        members: [
          'roleArn',
          'roleName',
          'attachInlinePolicy',
          'addManagedPolicy',
          'assumeRoleAction',
          'policyFragment',
          'addToPrincipalPolicy',
          'roleRef',
        ],
      },
      passthroughCondition: { type: 'boolean' },
      strategy: {
        $ref: '#/definitions/Strategy',
        description:
          'How a new version gets its traffic: `canary` with one step, `linear`, or `blueGreen` for all at once.',
      },
      evidence: { anyOf: [{ const: 'off' }, { $ref: '#/definitions/EvidenceOptions' }] },
      aliasName: { type: 'string' },
      functions: {
        type: 'object',
        additionalProperties: {
          anyOf: [
            {
              live: '`IFunction` of aws-cdk-lib/aws-lambda',
              members: [
                'functionName',
                'functionArn',
                'isBoundToVpc',
                'latestVersion',
                'permissionsNode',
                'architecture',
                'resourceArnsForGrantInvoke',
                'addEventSourceMapping',
              ],
            },
            { $ref: '#/definitions/NewVersionInvocation' },
          ],
        },
      },
      extraAlarms: {
        type: 'array',
        items: {
          live: '`IAlarm` of aws-cdk-lib/aws-cloudwatch',
          members: ['alarmArn', 'alarmName', 'renderAlarmRule', 'alarmRef'],
        },
      },
      triggers: { type: 'array', items: { $ref: '#/definitions/DeploymentTrigger' } },
    },
    required: ['function', 'strategy'],
  },
  CfnFunctionProps: {
    type: 'object',
    additionalProperties: true,
    properties: {
      architectures: { type: 'array', items: { type: 'string' } },
      assumeRolePolicyDocument: { anything: true },
      autoPublishAlias: { type: 'string' },
      autoPublishCodeSha256: { type: 'string' },
      codeSigningConfigArn: { type: 'string' },
      codeUri: {
        anyOf: [
          { type: 'string' },
          { live: '`IResolvable` of aws-cdk-lib', members: ['creationStack', 'resolve'] },
          { $ref: '#/definitions/S3LocationProperty' },
        ],
      },
      deadLetterQueue: {
        anyOf: [
          { live: '`IResolvable` of aws-cdk-lib', members: ['creationStack', 'resolve'] },
          { $ref: '#/definitions/DeadLetterQueueProperty' },
        ],
      },
      deploymentPreference: {
        anyOf: [
          { live: '`IResolvable` of aws-cdk-lib', members: ['creationStack', 'resolve'] },
          { $ref: '#/definitions/DeploymentPreferenceProperty' },
        ],
      },
      description: { type: 'string' },
      environment: {
        anyOf: [
          { live: '`IResolvable` of aws-cdk-lib', members: ['creationStack', 'resolve'] },
          { $ref: '#/definitions/FunctionEnvironmentProperty' },
        ],
      },
      ephemeralStorage: {
        anyOf: [
          { live: '`IResolvable` of aws-cdk-lib', members: ['creationStack', 'resolve'] },
          { $ref: '#/definitions/EphemeralStorageProperty' },
        ],
      },
      eventInvokeConfig: {
        anyOf: [
          { live: '`IResolvable` of aws-cdk-lib', members: ['creationStack', 'resolve'] },
          { $ref: '#/definitions/EventInvokeConfigProperty' },
        ],
      },
      events: {
        anyOf: [
          { live: '`IResolvable` of aws-cdk-lib', members: ['creationStack', 'resolve'] },
          {
            type: 'object',
            additionalProperties: {
              anyOf: [
                { live: '`IResolvable` of aws-cdk-lib', members: ['creationStack', 'resolve'] },
                { $ref: '#/definitions/EventSourceProperty' },
              ],
            },
          },
        ],
      },
      fileSystemConfigs: {
        anyOf: [
          { live: '`IResolvable` of aws-cdk-lib', members: ['creationStack', 'resolve'] },
          {
            type: 'array',
            items: {
              anyOf: [
                { live: '`IResolvable` of aws-cdk-lib', members: ['creationStack', 'resolve'] },
                { $ref: '#/definitions/FileSystemConfigProperty' },
              ],
            },
          },
        ],
      },
      functionName: { type: 'string' },
      functionUrlConfig: {
        anyOf: [
          { live: '`IResolvable` of aws-cdk-lib', members: ['creationStack', 'resolve'] },
          { $ref: '#/definitions/FunctionUrlConfigProperty' },
        ],
      },
      handler: { type: 'string' },
      imageConfig: {
        anyOf: [
          { live: '`IResolvable` of aws-cdk-lib', members: ['creationStack', 'resolve'] },
          { $ref: '#/definitions/ImageConfigProperty' },
        ],
      },
      imageUri: { type: 'string' },
      inlineCode: { type: 'string' },
      kmsKeyArn: { type: 'string' },
      layers: { type: 'array', items: { type: 'string' } },
      memorySize: { type: 'number' },
      packageType: { type: 'string' },
      permissionsBoundary: { type: 'string' },
      policies: {
        anyOf: [
          { type: 'string' },
          { live: '`IResolvable` of aws-cdk-lib', members: ['creationStack', 'resolve'] },
          { $ref: '#/definitions/IAMPolicyDocumentProperty' },
          {
            type: 'array',
            items: {
              anyOf: [
                { type: 'string' },
                { live: '`IResolvable` of aws-cdk-lib', members: ['creationStack', 'resolve'] },
                { $ref: '#/definitions/IAMPolicyDocumentProperty' },
                { $ref: '#/definitions/SAMPolicyTemplateProperty' },
              ],
            },
          },
        ],
      },
      provisionedConcurrencyConfig: {
        anyOf: [
          { live: '`IResolvable` of aws-cdk-lib', members: ['creationStack', 'resolve'] },
          { $ref: '#/definitions/ProvisionedConcurrencyConfigProperty' },
        ],
      },
      reservedConcurrentExecutions: { type: 'number' },
      role: { type: 'string' },
      runtime: { type: 'string' },
      tags: { type: 'object', additionalProperties: { type: 'string' } },
      timeout: { type: 'number' },
      tracing: { type: 'string' },
      versionDescription: { type: 'string' },
      vpcConfig: {
        anyOf: [
          { live: '`IResolvable` of aws-cdk-lib', members: ['creationStack', 'resolve'] },
          { $ref: '#/definitions/VpcConfigProperty' },
        ],
      },
    },
    required: [],
  },
  S3LocationProperty: {
    type: 'object',
    additionalProperties: true,
    properties: { bucket: { type: 'string' }, key: { type: 'string' }, version: { type: 'number' } },
    required: ['bucket', 'key'],
  },
  DeadLetterQueueProperty: {
    type: 'object',
    additionalProperties: true,
    properties: { targetArn: { type: 'string' }, type: { type: 'string' } },
    required: ['targetArn', 'type'],
  },
  DeploymentPreferenceProperty: {
    type: 'object',
    additionalProperties: true,
    properties: {
      alarms: { type: 'array', items: { type: 'string' } },
      enabled: {
        anyOf: [{ type: 'boolean' }, { live: '`IResolvable` of aws-cdk-lib', members: ['creationStack', 'resolve'] }],
      },
      hooks: {
        anyOf: [
          { live: '`IResolvable` of aws-cdk-lib', members: ['creationStack', 'resolve'] },
          { $ref: '#/definitions/HooksProperty' },
        ],
      },
      role: { type: 'string' },
      type: { type: 'string' },
    },
    required: [],
  },
  HooksProperty: {
    type: 'object',
    additionalProperties: true,
    properties: { postTraffic: { type: 'string' }, preTraffic: { type: 'string' } },
    required: [],
  },
  FunctionEnvironmentProperty: {
    type: 'object',
    additionalProperties: true,
    properties: {
      variables: {
        anyOf: [
          { type: 'object', additionalProperties: { type: 'string' } },
          { live: '`IResolvable` of aws-cdk-lib', members: ['creationStack', 'resolve'] },
        ],
      },
    },
    required: ['variables'],
  },
  EphemeralStorageProperty: {
    type: 'object',
    additionalProperties: true,
    properties: { size: { type: 'number' } },
    required: ['size'],
  },
  EventInvokeConfigProperty: {
    type: 'object',
    additionalProperties: true,
    properties: {
      destinationConfig: {
        anyOf: [
          { live: '`IResolvable` of aws-cdk-lib', members: ['creationStack', 'resolve'] },
          { $ref: '#/definitions/EventInvokeDestinationConfigProperty' },
        ],
      },
      maximumEventAgeInSeconds: { type: 'number' },
      maximumRetryAttempts: { type: 'number' },
    },
    required: [],
  },
  EventInvokeDestinationConfigProperty: {
    type: 'object',
    additionalProperties: true,
    properties: {
      onFailure: {
        anyOf: [
          { live: '`IResolvable` of aws-cdk-lib', members: ['creationStack', 'resolve'] },
          { $ref: '#/definitions/DestinationProperty' },
        ],
      },
      onSuccess: {
        anyOf: [
          { live: '`IResolvable` of aws-cdk-lib', members: ['creationStack', 'resolve'] },
          { $ref: '#/definitions/DestinationProperty' },
        ],
      },
    },
    required: ['onFailure', 'onSuccess'],
  },
  DestinationProperty: {
    type: 'object',
    additionalProperties: true,
    properties: { destination: { type: 'string' }, type: { type: 'string' } },
    required: ['destination'],
  },
  EventSourceProperty: {
    type: 'object',
    additionalProperties: true,
    properties: {
      properties: {
        anyOf: [
          { live: '`IResolvable` of aws-cdk-lib', members: ['creationStack', 'resolve'] },
          { $ref: '#/definitions/AlexaSkillEventProperty' },
          { $ref: '#/definitions/ApiEventProperty' },
          { $ref: '#/definitions/CloudWatchEventEventProperty' },
          { $ref: '#/definitions/CloudWatchLogsEventProperty' },
          { $ref: '#/definitions/CognitoEventProperty' },
          { $ref: '#/definitions/DynamoDBEventProperty' },
          { $ref: '#/definitions/EventBridgeRuleEventProperty' },
          { $ref: '#/definitions/HttpApiEventProperty' },
          { $ref: '#/definitions/IoTRuleEventProperty' },
          { $ref: '#/definitions/KinesisEventProperty' },
          { $ref: '#/definitions/S3EventProperty' },
          { $ref: '#/definitions/ScheduleEventProperty' },
          { $ref: '#/definitions/SNSEventProperty' },
          { $ref: '#/definitions/SQSEventProperty' },
        ],
      },
      type: { type: 'string' },
    },
    required: ['properties', 'type'],
  },
  AlexaSkillEventProperty: {
    type: 'object',
    additionalProperties: true,
    properties: { skillId: { type: 'string' } },
    required: ['skillId'],
  },
  ApiEventProperty: {
    type: 'object',
    additionalProperties: true,
    properties: {
      auth: {
        anyOf: [
          { live: '`IResolvable` of aws-cdk-lib', members: ['creationStack', 'resolve'] },
          { $ref: '#/definitions/AuthProperty' },
        ],
      },
      method: { type: 'string' },
      path: { type: 'string' },
      requestModel: {
        anyOf: [
          { live: '`IResolvable` of aws-cdk-lib', members: ['creationStack', 'resolve'] },
          { $ref: '#/definitions/RequestModelProperty' },
        ],
      },
      requestParameters: {
        anyOf: [
          { live: '`IResolvable` of aws-cdk-lib', members: ['creationStack', 'resolve'] },
          {
            type: 'array',
            items: {
              anyOf: [
                { type: 'string' },
                { live: '`IResolvable` of aws-cdk-lib', members: ['creationStack', 'resolve'] },
                { $ref: '#/definitions/RequestParameterProperty' },
              ],
            },
          },
        ],
      },
      restApiId: { type: 'string' },
    },
    required: ['method', 'path'],
  },
  AuthProperty: {
    type: 'object',
    additionalProperties: true,
    properties: {
      apiKeyRequired: {
        anyOf: [{ type: 'boolean' }, { live: '`IResolvable` of aws-cdk-lib', members: ['creationStack', 'resolve'] }],
      },
      authorizationScopes: { type: 'array', items: { type: 'string' } },
      authorizer: { type: 'string' },
      resourcePolicy: {
        anyOf: [
          { live: '`IResolvable` of aws-cdk-lib', members: ['creationStack', 'resolve'] },
          { $ref: '#/definitions/AuthResourcePolicyProperty' },
        ],
      },
    },
    required: [],
  },
  AuthResourcePolicyProperty: {
    type: 'object',
    additionalProperties: true,
    properties: {
      awsAccountBlacklist: { type: 'array', items: { type: 'string' } },
      awsAccountWhitelist: { type: 'array', items: { type: 'string' } },
      customStatements: {
        anyOf: [
          { type: 'array', items: { anything: true } },
          { live: '`IResolvable` of aws-cdk-lib', members: ['creationStack', 'resolve'] },
        ],
      },
      intrinsicVpcBlacklist: { type: 'array', items: { type: 'string' } },
      intrinsicVpceBlacklist: { type: 'array', items: { type: 'string' } },
      intrinsicVpceWhitelist: { type: 'array', items: { type: 'string' } },
      intrinsicVpcWhitelist: { type: 'array', items: { type: 'string' } },
      ipRangeBlacklist: { type: 'array', items: { type: 'string' } },
      ipRangeWhitelist: { type: 'array', items: { type: 'string' } },
      sourceVpcBlacklist: { type: 'array', items: { type: 'string' } },
      sourceVpcWhitelist: { type: 'array', items: { type: 'string' } },
    },
    required: [],
  },
  RequestModelProperty: {
    type: 'object',
    additionalProperties: true,
    properties: {
      model: { type: 'string' },
      required: {
        anyOf: [{ type: 'boolean' }, { live: '`IResolvable` of aws-cdk-lib', members: ['creationStack', 'resolve'] }],
      },
      validateBody: {
        anyOf: [{ type: 'boolean' }, { live: '`IResolvable` of aws-cdk-lib', members: ['creationStack', 'resolve'] }],
      },
      validateParameters: {
        anyOf: [{ type: 'boolean' }, { live: '`IResolvable` of aws-cdk-lib', members: ['creationStack', 'resolve'] }],
      },
    },
    required: ['model'],
  },
  RequestParameterProperty: {
    type: 'object',
    additionalProperties: true,
    properties: {
      caching: {
        anyOf: [{ type: 'boolean' }, { live: '`IResolvable` of aws-cdk-lib', members: ['creationStack', 'resolve'] }],
      },
      required: {
        anyOf: [{ type: 'boolean' }, { live: '`IResolvable` of aws-cdk-lib', members: ['creationStack', 'resolve'] }],
      },
    },
    required: [],
  },
  CloudWatchEventEventProperty: {
    type: 'object',
    additionalProperties: true,
    properties: { input: { type: 'string' }, inputPath: { type: 'string' }, pattern: { anything: true } },
    required: [],
  },
  CloudWatchLogsEventProperty: {
    type: 'object',
    additionalProperties: true,
    properties: { filterPattern: { type: 'string' }, logGroupName: { type: 'string' } },
    required: ['filterPattern', 'logGroupName'],
  },
  CognitoEventProperty: {
    type: 'object',
    additionalProperties: true,
    properties: { trigger: { type: 'string' }, userPool: { type: 'string' } },
    required: ['trigger', 'userPool'],
  },
  DynamoDBEventProperty: {
    type: 'object',
    additionalProperties: true,
    properties: {
      batchSize: { type: 'number' },
      bisectBatchOnFunctionError: {
        anyOf: [{ type: 'boolean' }, { live: '`IResolvable` of aws-cdk-lib', members: ['creationStack', 'resolve'] }],
      },
      destinationConfig: {
        anyOf: [
          { live: '`IResolvable` of aws-cdk-lib', members: ['creationStack', 'resolve'] },
          { $ref: '#/definitions/DestinationConfigProperty' },
        ],
      },
      enabled: {
        anyOf: [{ type: 'boolean' }, { live: '`IResolvable` of aws-cdk-lib', members: ['creationStack', 'resolve'] }],
      },
      maximumBatchingWindowInSeconds: { type: 'number' },
      maximumRecordAgeInSeconds: { type: 'number' },
      maximumRetryAttempts: { type: 'number' },
      parallelizationFactor: { type: 'number' },
      startingPosition: { type: 'string' },
      stream: { type: 'string' },
    },
    required: ['startingPosition', 'stream'],
  },
  DestinationConfigProperty: {
    type: 'object',
    additionalProperties: true,
    properties: {
      onFailure: {
        anyOf: [
          { live: '`IResolvable` of aws-cdk-lib', members: ['creationStack', 'resolve'] },
          { $ref: '#/definitions/DestinationProperty' },
        ],
      },
    },
    required: ['onFailure'],
  },
  EventBridgeRuleEventProperty: {
    type: 'object',
    additionalProperties: true,
    properties: {
      eventBusName: { type: 'string' },
      input: { type: 'string' },
      inputPath: { type: 'string' },
      pattern: { anything: true },
    },
    required: [],
  },
  HttpApiEventProperty: {
    type: 'object',
    additionalProperties: true,
    properties: {
      apiId: { type: 'string' },
      auth: {
        anyOf: [
          { live: '`IResolvable` of aws-cdk-lib', members: ['creationStack', 'resolve'] },
          { $ref: '#/definitions/HttpApiFunctionAuthProperty' },
        ],
      },
      method: { type: 'string' },
      path: { type: 'string' },
      payloadFormatVersion: { type: 'string' },
      routeSettings: {
        anyOf: [
          { live: '`IResolvable` of aws-cdk-lib', members: ['creationStack', 'resolve'] },
          { $ref: '#/definitions/RouteSettingsProperty' },
        ],
      },
      timeoutInMillis: { type: 'number' },
    },
    required: [],
  },
  HttpApiFunctionAuthProperty: {
    type: 'object',
    additionalProperties: true,
    properties: { authorizationScopes: { type: 'array', items: { type: 'string' } }, authorizer: { type: 'string' } },
    required: [],
  },
  RouteSettingsProperty: {
    type: 'object',
    additionalProperties: true,
    properties: {
      dataTraceEnabled: {
        anyOf: [{ type: 'boolean' }, { live: '`IResolvable` of aws-cdk-lib', members: ['creationStack', 'resolve'] }],
      },
      detailedMetricsEnabled: {
        anyOf: [{ type: 'boolean' }, { live: '`IResolvable` of aws-cdk-lib', members: ['creationStack', 'resolve'] }],
      },
      loggingLevel: { type: 'string' },
      throttlingBurstLimit: { type: 'number' },
      throttlingRateLimit: { type: 'number' },
    },
    required: [],
  },
  IoTRuleEventProperty: {
    type: 'object',
    additionalProperties: true,
    properties: { awsIotSqlVersion: { type: 'string' }, sql: { type: 'string' } },
    required: ['sql'],
  },
  KinesisEventProperty: {
    type: 'object',
    additionalProperties: true,
    properties: {
      batchSize: { type: 'number' },
      enabled: {
        anyOf: [{ type: 'boolean' }, { live: '`IResolvable` of aws-cdk-lib', members: ['creationStack', 'resolve'] }],
      },
      functionResponseTypes: { type: 'array', items: { type: 'string' } },
      startingPosition: { type: 'string' },
      stream: { type: 'string' },
    },
    required: ['startingPosition', 'stream'],
  },
  S3EventProperty: {
    type: 'object',
    additionalProperties: true,
    properties: {
      bucket: { type: 'string' },
      events: { type: 'string' },
      filter: {
        anyOf: [
          { live: '`IResolvable` of aws-cdk-lib', members: ['creationStack', 'resolve'] },
          { $ref: '#/definitions/S3NotificationFilterProperty' },
        ],
      },
    },
    required: ['bucket', 'events'],
  },
  S3NotificationFilterProperty: {
    type: 'object',
    additionalProperties: true,
    properties: {
      s3Key: {
        anyOf: [
          { live: '`IResolvable` of aws-cdk-lib', members: ['creationStack', 'resolve'] },
          { $ref: '#/definitions/S3KeyFilterProperty' },
        ],
      },
    },
    required: ['s3Key'],
  },
  S3KeyFilterProperty: {
    type: 'object',
    additionalProperties: true,
    properties: {
      rules: {
        anyOf: [
          { live: '`IResolvable` of aws-cdk-lib', members: ['creationStack', 'resolve'] },
          {
            type: 'array',
            items: {
              anyOf: [
                { live: '`IResolvable` of aws-cdk-lib', members: ['creationStack', 'resolve'] },
                { $ref: '#/definitions/S3KeyFilterRuleProperty' },
              ],
            },
          },
        ],
      },
    },
    required: ['rules'],
  },
  S3KeyFilterRuleProperty: {
    type: 'object',
    additionalProperties: true,
    properties: { name: { type: 'string' }, value: { type: 'string' } },
    required: ['name', 'value'],
  },
  ScheduleEventProperty: {
    type: 'object',
    additionalProperties: true,
    properties: {
      description: { type: 'string' },
      enabled: {
        anyOf: [{ type: 'boolean' }, { live: '`IResolvable` of aws-cdk-lib', members: ['creationStack', 'resolve'] }],
      },
      input: { type: 'string' },
      name: { type: 'string' },
      schedule: { type: 'string' },
    },
    required: ['schedule'],
  },
  SNSEventProperty: {
    type: 'object',
    additionalProperties: true,
    properties: { topic: { type: 'string' } },
    required: ['topic'],
  },
  SQSEventProperty: {
    type: 'object',
    additionalProperties: true,
    properties: {
      batchSize: { type: 'number' },
      enabled: {
        anyOf: [{ type: 'boolean' }, { live: '`IResolvable` of aws-cdk-lib', members: ['creationStack', 'resolve'] }],
      },
      queue: { type: 'string' },
    },
    required: ['queue'],
  },
  FileSystemConfigProperty: {
    type: 'object',
    additionalProperties: true,
    properties: { arn: { type: 'string' }, localMountPath: { type: 'string' } },
    required: [],
  },
  FunctionUrlConfigProperty: {
    type: 'object',
    additionalProperties: true,
    properties: {
      authType: { type: 'string' },
      cors: {
        anyOf: [
          { type: 'string' },
          { live: '`IResolvable` of aws-cdk-lib', members: ['creationStack', 'resolve'] },
          { $ref: '#/definitions/CorsConfigurationProperty' },
        ],
      },
      invokeMode: { type: 'string' },
    },
    required: ['authType'],
  },
  CorsConfigurationProperty: {
    type: 'object',
    additionalProperties: true,
    properties: {
      allowCredentials: {
        anyOf: [{ type: 'boolean' }, { live: '`IResolvable` of aws-cdk-lib', members: ['creationStack', 'resolve'] }],
      },
      allowHeaders: { type: 'string' },
      allowMethods: { type: 'string' },
      allowOrigin: { type: 'string' },
      maxAge: { type: 'string' },
    },
    required: ['allowOrigin'],
  },
  ImageConfigProperty: {
    type: 'object',
    additionalProperties: true,
    properties: {
      command: { type: 'array', items: { type: 'string' } },
      entryPoint: { type: 'array', items: { type: 'string' } },
      workingDirectory: { type: 'string' },
    },
    required: [],
  },
  IAMPolicyDocumentProperty: {
    type: 'object',
    additionalProperties: true,
    properties: { statement: { anything: true }, version: { type: 'string' } },
    required: [],
  },
  SAMPolicyTemplateProperty: {
    type: 'object',
    additionalProperties: true,
    properties: {
      amiDescribePolicy: {
        anyOf: [{ live: '`IResolvable` of aws-cdk-lib', members: ['creationStack', 'resolve'] }, { anything: true }],
      },
      awsSecretsManagerGetSecretValuePolicy: {
        anyOf: [
          { live: '`IResolvable` of aws-cdk-lib', members: ['creationStack', 'resolve'] },
          { $ref: '#/definitions/SecretArnSAMPTProperty' },
        ],
      },
      cloudFormationDescribeStacksPolicy: {
        anyOf: [{ live: '`IResolvable` of aws-cdk-lib', members: ['creationStack', 'resolve'] }, { anything: true }],
      },
      cloudWatchPutMetricPolicy: {
        anyOf: [{ live: '`IResolvable` of aws-cdk-lib', members: ['creationStack', 'resolve'] }, { anything: true }],
      },
      dynamoDbCrudPolicy: {
        anyOf: [
          { live: '`IResolvable` of aws-cdk-lib', members: ['creationStack', 'resolve'] },
          { $ref: '#/definitions/TableSAMPTProperty' },
        ],
      },
      dynamoDbReadPolicy: {
        anyOf: [
          { live: '`IResolvable` of aws-cdk-lib', members: ['creationStack', 'resolve'] },
          { $ref: '#/definitions/TableSAMPTProperty' },
        ],
      },
      dynamoDbStreamReadPolicy: {
        anyOf: [
          { live: '`IResolvable` of aws-cdk-lib', members: ['creationStack', 'resolve'] },
          { $ref: '#/definitions/TableStreamSAMPTProperty' },
        ],
      },
      dynamoDbWritePolicy: {
        anyOf: [
          { live: '`IResolvable` of aws-cdk-lib', members: ['creationStack', 'resolve'] },
          { $ref: '#/definitions/TableSAMPTProperty' },
        ],
      },
      ec2DescribePolicy: {
        anyOf: [{ live: '`IResolvable` of aws-cdk-lib', members: ['creationStack', 'resolve'] }, { anything: true }],
      },
      elasticsearchHttpPostPolicy: {
        anyOf: [
          { live: '`IResolvable` of aws-cdk-lib', members: ['creationStack', 'resolve'] },
          { $ref: '#/definitions/DomainSAMPTProperty' },
        ],
      },
      filterLogEventsPolicy: {
        anyOf: [
          { live: '`IResolvable` of aws-cdk-lib', members: ['creationStack', 'resolve'] },
          { $ref: '#/definitions/LogGroupSAMPTProperty' },
        ],
      },
      kinesisCrudPolicy: {
        anyOf: [
          { live: '`IResolvable` of aws-cdk-lib', members: ['creationStack', 'resolve'] },
          { $ref: '#/definitions/StreamSAMPTProperty' },
        ],
      },
      kinesisStreamReadPolicy: {
        anyOf: [
          { live: '`IResolvable` of aws-cdk-lib', members: ['creationStack', 'resolve'] },
          { $ref: '#/definitions/StreamSAMPTProperty' },
        ],
      },
      kmsDecryptPolicy: {
        anyOf: [
          { live: '`IResolvable` of aws-cdk-lib', members: ['creationStack', 'resolve'] },
          { $ref: '#/definitions/KeySAMPTProperty' },
        ],
      },
      lambdaInvokePolicy: {
        anyOf: [
          { live: '`IResolvable` of aws-cdk-lib', members: ['creationStack', 'resolve'] },
          { $ref: '#/definitions/FunctionSAMPTProperty' },
        ],
      },
      rekognitionDetectOnlyPolicy: {
        anyOf: [{ live: '`IResolvable` of aws-cdk-lib', members: ['creationStack', 'resolve'] }, { anything: true }],
      },
      rekognitionLabelsPolicy: {
        anyOf: [{ live: '`IResolvable` of aws-cdk-lib', members: ['creationStack', 'resolve'] }, { anything: true }],
      },
      rekognitionNoDataAccessPolicy: {
        anyOf: [
          { live: '`IResolvable` of aws-cdk-lib', members: ['creationStack', 'resolve'] },
          { $ref: '#/definitions/CollectionSAMPTProperty' },
        ],
      },
      rekognitionReadPolicy: {
        anyOf: [
          { live: '`IResolvable` of aws-cdk-lib', members: ['creationStack', 'resolve'] },
          { $ref: '#/definitions/CollectionSAMPTProperty' },
        ],
      },
      rekognitionWriteOnlyAccessPolicy: {
        anyOf: [
          { live: '`IResolvable` of aws-cdk-lib', members: ['creationStack', 'resolve'] },
          { $ref: '#/definitions/CollectionSAMPTProperty' },
        ],
      },
      s3CrudPolicy: {
        anyOf: [
          { live: '`IResolvable` of aws-cdk-lib', members: ['creationStack', 'resolve'] },
          { $ref: '#/definitions/BucketSAMPTProperty' },
        ],
      },
      s3ReadPolicy: {
        anyOf: [
          { live: '`IResolvable` of aws-cdk-lib', members: ['creationStack', 'resolve'] },
          { $ref: '#/definitions/BucketSAMPTProperty' },
        ],
      },
      s3WritePolicy: {
        anyOf: [
          { live: '`IResolvable` of aws-cdk-lib', members: ['creationStack', 'resolve'] },
          { $ref: '#/definitions/BucketSAMPTProperty' },
        ],
      },
      sesBulkTemplatedCrudPolicy: {
        anyOf: [
          { live: '`IResolvable` of aws-cdk-lib', members: ['creationStack', 'resolve'] },
          { $ref: '#/definitions/IdentitySAMPTProperty' },
        ],
      },
      sesCrudPolicy: {
        anyOf: [
          { live: '`IResolvable` of aws-cdk-lib', members: ['creationStack', 'resolve'] },
          { $ref: '#/definitions/IdentitySAMPTProperty' },
        ],
      },
      sesEmailTemplateCrudPolicy: {
        anyOf: [{ live: '`IResolvable` of aws-cdk-lib', members: ['creationStack', 'resolve'] }, { anything: true }],
      },
      sesSendBouncePolicy: {
        anyOf: [
          { live: '`IResolvable` of aws-cdk-lib', members: ['creationStack', 'resolve'] },
          { $ref: '#/definitions/IdentitySAMPTProperty' },
        ],
      },
      snsCrudPolicy: {
        anyOf: [
          { live: '`IResolvable` of aws-cdk-lib', members: ['creationStack', 'resolve'] },
          { $ref: '#/definitions/TopicSAMPTProperty' },
        ],
      },
      snsPublishMessagePolicy: {
        anyOf: [
          { live: '`IResolvable` of aws-cdk-lib', members: ['creationStack', 'resolve'] },
          { $ref: '#/definitions/TopicSAMPTProperty' },
        ],
      },
      sqsPollerPolicy: {
        anyOf: [
          { live: '`IResolvable` of aws-cdk-lib', members: ['creationStack', 'resolve'] },
          { $ref: '#/definitions/QueueSAMPTProperty' },
        ],
      },
      sqsSendMessagePolicy: {
        anyOf: [
          { live: '`IResolvable` of aws-cdk-lib', members: ['creationStack', 'resolve'] },
          { $ref: '#/definitions/QueueSAMPTProperty' },
        ],
      },
      ssmParameterReadPolicy: {
        anyOf: [
          { live: '`IResolvable` of aws-cdk-lib', members: ['creationStack', 'resolve'] },
          { $ref: '#/definitions/ParameterNameSAMPTProperty' },
        ],
      },
      stepFunctionsExecutionPolicy: {
        anyOf: [
          { live: '`IResolvable` of aws-cdk-lib', members: ['creationStack', 'resolve'] },
          { $ref: '#/definitions/StateMachineSAMPTProperty' },
        ],
      },
      vpcAccessPolicy: {
        anyOf: [{ live: '`IResolvable` of aws-cdk-lib', members: ['creationStack', 'resolve'] }, { anything: true }],
      },
    },
    required: [],
  },
  SecretArnSAMPTProperty: {
    type: 'object',
    additionalProperties: true,
    properties: { secretArn: { type: 'string' } },
    required: ['secretArn'],
  },
  TableSAMPTProperty: {
    type: 'object',
    additionalProperties: true,
    properties: { tableName: { type: 'string' } },
    required: ['tableName'],
  },
  TableStreamSAMPTProperty: {
    type: 'object',
    additionalProperties: true,
    properties: { streamName: { type: 'string' }, tableName: { type: 'string' } },
    required: ['streamName', 'tableName'],
  },
  DomainSAMPTProperty: {
    type: 'object',
    additionalProperties: true,
    properties: { domainName: { type: 'string' } },
    required: ['domainName'],
  },
  LogGroupSAMPTProperty: {
    type: 'object',
    additionalProperties: true,
    properties: { logGroupName: { type: 'string' } },
    required: ['logGroupName'],
  },
  StreamSAMPTProperty: {
    type: 'object',
    additionalProperties: true,
    properties: { streamName: { type: 'string' } },
    required: ['streamName'],
  },
  KeySAMPTProperty: {
    type: 'object',
    additionalProperties: true,
    properties: { keyId: { type: 'string' } },
    required: ['keyId'],
  },
  FunctionSAMPTProperty: {
    type: 'object',
    additionalProperties: true,
    properties: { functionName: { type: 'string' } },
    required: ['functionName'],
  },
  CollectionSAMPTProperty: {
    type: 'object',
    additionalProperties: true,
    properties: { collectionId: { type: 'string' } },
    required: ['collectionId'],
  },
  BucketSAMPTProperty: {
    type: 'object',
    additionalProperties: true,
    properties: { bucketName: { type: 'string' } },
    required: ['bucketName'],
  },
  IdentitySAMPTProperty: {
    type: 'object',
    additionalProperties: true,
    properties: { identityName: { type: 'string' } },
    required: ['identityName'],
  },
  TopicSAMPTProperty: {
    type: 'object',
    additionalProperties: true,
    properties: { topicName: { type: 'string' } },
    required: ['topicName'],
  },
  QueueSAMPTProperty: {
    type: 'object',
    additionalProperties: true,
    properties: { queueName: { type: 'string' } },
    required: ['queueName'],
  },
  ParameterNameSAMPTProperty: {
    type: 'object',
    additionalProperties: true,
    properties: { parameterName: { type: 'string' } },
    required: ['parameterName'],
  },
  StateMachineSAMPTProperty: {
    type: 'object',
    additionalProperties: true,
    properties: { stateMachineName: { type: 'string' } },
    required: ['stateMachineName'],
  },
  ProvisionedConcurrencyConfigProperty: {
    type: 'object',
    additionalProperties: true,
    properties: { provisionedConcurrentExecutions: { type: 'string' } },
    required: ['provisionedConcurrentExecutions'],
  },
  VpcConfigProperty: {
    type: 'object',
    additionalProperties: true,
    properties: {
      securityGroupIds: { type: 'array', items: { type: 'string' } },
      subnetIds: { type: 'array', items: { type: 'string' } },
    },
    required: ['securityGroupIds', 'subnetIds'],
  },
};
